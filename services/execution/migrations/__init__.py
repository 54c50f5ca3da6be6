"""How execution's tables came to be."""
