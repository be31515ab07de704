//! The picture that documents with a picture have: the bars that a scanner
//! files a form by.

/// A PNG of one bit a pixel: FORM in Code 39 (ISO/IEC 16388), the same in
/// every document, so that nothing is to be learned from its bars.
pub const PNG: &[u8] = include_bytes!("barcode.png");

/// Its width and height in pixels.
pub const PIXELS: (u32, u32) = (200, 36);

/// The width and height that office documents show it in, in English Metric
/// Units (914,400 to the inch): 96 pixels to the inch.
pub const EMU: (u32, u32) = (PIXELS.0 * 9_525, PIXELS.1 * 9_525);

/// The same as a web page holds it (RFC 2397).
pub const DATA_URL: &str = concat!(
    "data:image/png;base64,",
    "iVBORw0KGgoAAAANSUhEUgAAAMgAAAAkAQAAAADkpUjKAAAALklEQVR42mP4jwswkCXz+RmP5AyDmjOSzXYJZw5+",
    "ZuM5PxNIjMqMyow8GWrmLADZXiOBWArxVAAAAABJRU5ErkJggg==",
);

#[cfg(test)]
mod tests {
    use mail_parser::decoders::base64::base64_decode;

    use super::*;

    #[test]
    fn the_web_page_has_the_same_picture() {
        let (_, data) = DATA_URL.split_once(',').unwrap();
        assert_eq!(base64_decode(data.as_bytes()).unwrap(), PNG);
        assert_eq!(PNG[16..20], PIXELS.0.to_be_bytes());
        assert_eq!(PNG[20..24], PIXELS.1.to_be_bytes());
    }
}
