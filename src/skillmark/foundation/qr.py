"""QR codes as SVG: a picture of a link, sharp on paper, without scripts or styles."""

import io

import qrcode
import qrcode.image.svg


def svg(text: str) -> str:
    """An SVG element with the code of `text` (error correction M, quiet zone of four modules). Raises ValueError
    when the text is too long for a code.
    """
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(text)
    try:
        code.make(fit=True)
    except (qrcode.exceptions.DataOverflowError, ValueError):
        raise ValueError("the text is too long for a QR code") from None
    out = io.BytesIO()
    code.make_image(image_factory=qrcode.image.svg.SvgPathImage).save(out)
    drawn = out.getvalue().decode()
    return drawn[drawn.index("<svg") :]
