"""Presentations, as python-pptx reads them."""

import pptx

CHECKS = ("pptx: every slide has a title",)


def judge(record, path):
    deck = pptx.Presentation(str(path))
    yield CHECKS[0], [
        f"slide {number} has no title"
        for number, slide in enumerate(deck.slides, 1)
        if slide.shapes.title is None or not slide.shapes.title.text_frame.text.strip()
    ]


def text(path):
    """The text of the profile pptx/1."""
    return "\n".join(line for slide in pptx.Presentation(str(path)).slides for line in canonical(slide))


def canonical(slide):
    """The lines of a slide: the shapes in z-order, then the notes."""
    yield from walk(slide.shapes)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        yield slide.notes_slide.notes_text_frame.text


def walk(shapes):
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from walk(shape.shapes)
        elif shape.has_text_frame:
            yield shape.text_frame.text
        elif shape.has_table:
            for row in shape.table.rows:
                for cell in row.cells:
                    if not cell.is_spanned:
                        yield cell.text_frame.text
