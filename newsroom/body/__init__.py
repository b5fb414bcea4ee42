"""The HTML of an article's body: schema, cleaning, figures, video embeds, plain text, rendering.

A package without models, below `images` and `articles`. Body HTML exists in three forms:
raw       whatever the editor, a paste or an importer sent
clean     what `pipeline.clean_body` returns and the database stores (`sanitizer.CleanHtml`)
rendered  what `rendering.blocks.render_body` makes of clean HTML for readers
"""
