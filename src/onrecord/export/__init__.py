"""Records in the forms that other programs read; `forms.py` is the place to begin reading."""
