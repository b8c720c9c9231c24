"""OFD (GB/T 33190): a ZIP of XML pages. Text is taken as it is stored; the picture is drawn from the same objects."""
