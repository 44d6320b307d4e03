"""The command line: parse the request, make one call, show the answer."""

from monitor.cli.app import main as main
