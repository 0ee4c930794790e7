"""In and out for people without PO tools: bilingual tables for spreadsheets, word processors and CAT tools."""
