"""The project's own tools: benchmarks, screenshots, set-up."""
