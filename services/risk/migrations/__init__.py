"""How risk's tables came to be."""
