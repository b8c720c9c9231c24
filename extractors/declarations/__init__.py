"""Parts of an export declaration: its number, its goods, what 规格型号 and 备注 say about cars."""
