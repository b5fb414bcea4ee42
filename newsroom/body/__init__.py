"""The HTML of an article's body: schema, cleaning, figures, video embeds, plain text, rendering.

A package without models, below `images` and `articles`. Body HTML exists in three forms:
raw       whatever the editor, a paste or an importer sent
clean     what `sanitizer.clean_body` returns and the database stores (`sanitizer.CleanHtml`)
rendered  what `rendering.render_body` makes of clean HTML for readers
"""
