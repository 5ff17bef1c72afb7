"""Pictures of the demo's products: small SVGs, drawn from a shape and the colours of the food."""
