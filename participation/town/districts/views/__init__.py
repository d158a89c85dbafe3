"""The page on which a town loads the outlines of its districts."""

from participation.town.districts.views.setting_up import blueprint

__all__ = ["blueprint"]
