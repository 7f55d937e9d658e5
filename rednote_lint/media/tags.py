"""One named value of a file's metadata, whatever container it stood in."""

from __future__ import annotations

from rednote_lint.model import Record


class Tag(Record, frozen=True):
    """One named value.

    The key says where it stood: `exif.Model`, `xmp.TC260:AIGC`, `png.parameters`, `jpeg.comment`,
    `container.comment` (MP4, MOV, MKV, …), `stream.handler_name`, `c2pa.signer`, `file.name`; or what was concluded
    from others: `ai.label`, `ai.generator`, `ai.source_type`, `gps.position`, `device.serial`.
    """

    key: str
    value: str
