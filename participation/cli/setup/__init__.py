"""What an installation makes for itself before it can run: browser files and compiled translations."""

from participation.cli.setup.assets import assets
from participation.cli.setup.translations import translations

commands = [assets, translations]
