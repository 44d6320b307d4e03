"""The nouns, one file each: frozen values, standard library only."""
