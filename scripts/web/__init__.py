"""Build, check and test the storefront and the TypeScript client."""
