#!/usr/bin/env bash
# Draws docs/gallery.png: a letter, a note, a slide and an e-mail of the
# demonstration corpus, side by side. Needs LibreOffice, poppler, and python3
# with Pillow.
#
#   docs/gallery.sh [CORPUS]        output/demo if left out
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
corpus=${1:-output/demo}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The first careful document of a format and type.
first() {
  grep -h "\"format\":\"$1\",\"doc_type\":\"$2\",\"class\":\"positive\",\"difficulty\":\"easy\"" "$corpus"/labels/*.jsonl |
    sed -n "1s|.*\"path\":\"\([^\"]*\)\".*|$corpus/\1|p"
}
cp "$(first docx referral-letter)" "$work/a.docx"
cp "$(first pdf progress-note)" "$work/b.pdf"
cp "$(first pptx case-study)" "$work/c.pptx"
python3 - "$(first eml provider-email)" "$work/d.html" <<'PYTHON'
import email, email.policy, sys
with open(sys.argv[1], "rb") as file:
    message = email.message_from_binary_file(file, policy=email.policy.default)
body = message.get_body(("html",)).get_content()
with open(sys.argv[2], "w") as out:
    out.write(body)
PYTHON
(cd "$work" && soffice --headless "-env:UserInstallation=file://$work/profile" \
  --convert-to pdf a.docx c.pptx >/dev/null 2>&1
 soffice --headless "-env:UserInstallation=file://$work/profile" \
  --infilter=HTML\ \(StarWriter\) --convert-to pdf d.html >/dev/null 2>&1)
for name in a b c d; do
  pdftoppm -r 72 -png -f 1 -l 1 -singlefile "$work/$name.pdf" "$work/$name"
done
python3 - "$work" docs/gallery.png <<'PYTHON'
import sys
from PIL import Image, ImageOps
pages = [Image.open(f"{sys.argv[1]}/{name}.png").convert("RGB") for name in "abcd"]
height = 640
pages = [page.crop((0, 0, page.width, min(page.height, page.width * 11 // 8))) for page in pages]
pages = [ImageOps.expand(page.resize((page.width * height // page.height, height)), 1, "#888888") for page in pages]
sheet = Image.new("RGB", (sum(page.width for page in pages) + 16 * (len(pages) + 1), height + 34), "#e8e8e8")
at = 16
for page in pages:
    sheet.paste(page, (at, 16))
    at += page.width + 16
sheet.save(sys.argv[2], optimize=True)
PYTHON
