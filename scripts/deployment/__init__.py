"""Deploy the shop: settings, the SAM command line, the deployed stack."""
