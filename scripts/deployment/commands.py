"""The commands that the deployment names as next steps, for an operating system."""

import os


def deploy_command(environment: str, system: str = os.name) -> str:
    return f"deploy.bat {environment}" if system == "nt" else f"make deploy ENV={environment}"


def destroy_command(environment: str, system: str = os.name) -> str:
    return f"deploy.bat destroy {environment}" if system == "nt" else f"make destroy ENV={environment}"


def admin_command(environment: str, system: str = os.name) -> str:
    """Return the command that makes an account of the deployed shop an admin."""
    return f"deploy.bat admin {environment} EMAIL" if system == "nt" else f"make admin ENV={environment} EMAIL=…"


def migrate_command(environment: str, system: str = os.name) -> str:
    """Return the command that migrates the items of the deployed shop."""
    return f"deploy.bat migrate {environment}" if system == "nt" else f"make migrate ENV={environment}"


def smoke_command(environment: str, system: str = os.name) -> str:
    """Return the command that tests the deployed shop."""
    return f"deploy.bat smoke {environment}" if system == "nt" else f"make smoke ENV={environment}"
