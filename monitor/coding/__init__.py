"""What researchers say of documents: samples, codes, how far coders agree, tags and notes."""
