"""The Korean standoff: what the model and the dossier must say."""
