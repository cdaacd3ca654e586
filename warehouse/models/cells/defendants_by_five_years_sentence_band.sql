{{ cells('defendants_by_five_years_sentence_band') }}
