"""The usual way to such a corpus, as a yardstick: Faker and one Python library
a format. Each document is one short progress note, without any labels.

Prints, tab-separated, the format and the CPU milliseconds a document took.
"""

import argparse
import datetime
import random
import time
from email.message import EmailMessage
from pathlib import Path

import docx
import pptx
from faker import Faker
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

STYLES = getSampleStyleSheet()
CONDITIONS = ("hypertension", "type 2 diabetes", "asthma", "gout", "migraine")
DRUGS = ("lisinopril 10 mg", "metformin 500 mg", "albuterol as needed", "allopurinol 100 mg")


def story(fake):
    """What the note tells, as headings and their paragraphs."""
    name = fake.name()
    who = {
        "Patient": name,
        "Date of birth": fake.date_of_birth(minimum_age=18).isoformat(),
        "MRN": str(random.randint(10**7, 10**8)),
        "Telephone": fake.phone_number(),
        "Address": fake.address().replace("\n", ", "),
        "E-mail": fake.email(),
    }
    condition, drug = random.choice(CONDITIONS), random.choice(DRUGS)
    told = {
        "Subjective": f"{name} returns for follow-up of {condition} and reports feeling well.",
        "Objective": f"Blood pressure {random.randint(105, 160)}/{random.randint(60, 95)}.",
        "Assessment": f"{condition.capitalize()}, stable.",
        "Plan": f"Continue {drug}. Return in {random.randint(1, 6)} months.",
        "Signed": f"{fake.name()}, MD, {fake.city()} Clinic",
    }
    return who, told


def write_docx(path, who, told):
    document = docx.Document()
    table = document.add_table(0, 2)
    for name, value in who.items():
        cells = table.add_row().cells
        cells[0].text, cells[1].text = name, value
    for heading, text in told.items():
        document.add_heading(heading, 2)
        document.add_paragraph(text)
    document.save(path)


def write_pdf(path, who, told):
    flow = [Table([list(pair) for pair in who.items()]), Spacer(1, 12)]
    for heading, text in told.items():
        flow += [Paragraph(heading, STYLES["Heading3"]), Paragraph(text, STYLES["BodyText"])]
    SimpleDocTemplate(path).build(flow)


def write_eml(path, who, told):
    message = EmailMessage()
    message["From"], message["To"] = "clinic@mail.example.org", who["E-mail"]
    message["Subject"] = f"Your visit, {who['Patient']}"
    message["Date"] = datetime.datetime(2025, 3, 1, tzinfo=datetime.timezone.utc)
    lines = [f"{name}: {text}" for name, text in (who | told).items()]
    message.set_content("\n".join(lines))
    message.add_alternative("".join(f"<p>{line}</p>" for line in lines), subtype="html")
    Path(path).write_bytes(message.as_bytes())


def write_pptx(path, who, told):
    deck = pptx.Presentation()
    title = deck.slides.add_slide(deck.slide_layouts[0])
    title.shapes.title.text, title.placeholders[1].text = "Case review", who["Patient"]
    for heading, text in told.items():
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text, slide.placeholders[1].text = heading, text
    deck.save(path)


WRITERS = {"docx": write_docx, "pdf": write_pdf, "eml": write_eml, "pptx": write_pptx}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=100, help="of each format")
    options = parser.parse_args()
    Faker.seed(42)
    random.seed(42)
    fake = Faker("en_US")
    for name, write in WRITERS.items():
        # The first document pays for what a library loads late.
        write(str(options.folder / f"first.{name}"), *story(fake))
        begun = time.process_time()
        for number in range(options.documents):
            write(str(options.folder / f"{number:06}.{name}"), *story(fake))
        spent = time.process_time() - begun
        print(f"{name}\t{1000 * spent / options.documents:.2f}")


if __name__ == "__main__":
    main()
