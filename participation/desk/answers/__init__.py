"""The city's official answers: outcome, reason, what comes next and when. Every idea gets one; an answer that is
replaced stays readable; a dated next step becomes a commitment in public view.
"""
