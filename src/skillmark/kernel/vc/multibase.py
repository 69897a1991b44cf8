"""Multibase and did:key: the two text forms a public key or a signature is written in."""

from base64 import urlsafe_b64decode, urlsafe_b64encode

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"  # Bitcoin's, as multibase 'z' demands
LETTERS = ALPHABET.encode("ascii")
DIGITS = bytes.maketrans(LETTERS, bytes(range(58)))
LONGEST = 200  # letters; a 96-byte signature takes 132, and the work grows with the square
LONGEST_KEY = 1_500  # an RSA key of 8,192 bits takes 1,420
ED25519_PUBLIC = b"\xed\x01"  # multicodec ed25519-pub as a varint
KEY_BYTES = 32
DID_KEY = "did:key:"


def base58(data: bytes) -> str:
    """Bytes as base58btc, without the multibase letter."""
    number = int.from_bytes(data, "big")
    letters: list[str] = []
    while number:
        number, rest = divmod(number, 58)
        letters.append(ALPHABET[rest])
    zeros = len(data) - len(data.lstrip(b"\0"))
    return "1" * zeros + "".join(reversed(letters))


def from_base58(text: str, *, longest: int = LONGEST) -> bytes:
    """The bytes of a base58btc text. Raises ValueError for another letter or an overlong text."""
    if len(text) > longest:
        raise ValueError("the base58 text is too long")
    data = text.encode("utf-8", "replace")
    if data.translate(None, LETTERS):
        raise ValueError(f"“{text.strip(ALPHABET)[0]}” is not a base58 letter")
    digits = data.translate(DIGITS)
    digits = bytes(-len(digits) % 8) + digits
    number = 0
    for start in range(0, len(digits), 8):  # eight at a turn: so many fit a machine's word
        a, b, c, d, e, f, g, h = digits[start : start + 8]
        number = number * 58**8 + (((((((a * 58 + b) * 58 + c) * 58 + d) * 58 + e) * 58 + f) * 58 + g) * 58 + h)
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def from_multibase58(text: str, *, longest: int = LONGEST) -> bytes:
    """The bytes of a multibase text that must be base58btc (`z`). Raises ValueError otherwise."""
    if not text.startswith("z"):
        raise ValueError("the text is not multibase base58btc")
    return from_base58(text[1:], longest=longest)


def multibase64(data: bytes) -> str:
    """Bytes as multibase base64url without padding (`u`)."""
    return "u" + urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def from_multibase64(text: str) -> bytes:
    """The bytes of a multibase base64url text (`u`). Raises ValueError for padding, another letter or stray bits."""
    if not text.startswith("u") or not text.isascii():
        raise ValueError("the text is not multibase base64url")
    data = urlsafe_b64decode(text[1:] + "=" * (-(len(text) - 1) % 4))
    if multibase64(data) != text:  # the decoder passes over letters it does not know
        raise ValueError("the text is not multibase base64url")
    return data


def did_key(public: bytes) -> str:
    """The `did:key` of an Ed25519 public key of 32 bytes. Raises ValueError for another length."""
    if len(public) != KEY_BYTES:
        raise ValueError(f"an Ed25519 public key has {KEY_BYTES} bytes, not {len(public)}")
    return f"{DID_KEY}z{base58(ED25519_PUBLIC + public)}"


def key_method(did: str) -> str:
    """The one verification method of a `did:key`: the DID, `#`, and its key again."""
    return f"{did}#{did.removeprefix(DID_KEY)}"
