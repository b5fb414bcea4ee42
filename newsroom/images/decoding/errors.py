"""Why a picture was not taken, in Thai."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from newsroom.images.decoding.limits import MAX_UPLOAD_BYTES

MAX_MEGABYTES = MAX_UPLOAD_BYTES // 1024 // 1024
FORMATS = "JPEG, HEIC, PNG, WebP, AVIF หรือ GIF"
_SAVE_AGAIN = "กรุณาย่อภาพหรือบันทึกใหม่เป็น JPEG แล้วลองอีกครั้ง"
# By code; the values that a decoding process gives fill the names in braces.
MESSAGES = {
    "empty": "ไฟล์ภาพว่างเปล่า",
    "heavy": f"ไฟล์ภาพใหญ่เกิน {MAX_MEGABYTES} เมกะไบต์ กรุณาย่อภาพก่อน",
    "unknown": f"ไฟล์นี้ไม่ใช่ภาพที่ใช้ได้ ใช้ไฟล์ {FORMATS}",
    "damaged": "ไฟล์ภาพเสียหรือไม่ครบ เปิดไม่ได้",
    "pixels": "ภาพใหญ่เกินไป ({width:,} × {height:,} พิกเซล) ไฟล์ชนิดนี้มีได้ไม่เกิน {most} ล้านพิกเซล "
    + _SAVE_AGAIN,
    "side": "ภาพยาวเกินไป ({width:,} × {height:,} พิกเซล) ด้านที่ยาวที่สุดมีได้ไม่เกิน {most:,} พิกเซล",
    "small": "ภาพเล็กเกินไป ({width:,} × {height:,} พิกเซล) ต้องมีอย่างน้อย {least} × {least} พิกเซล",
    "bomb": f"ภาพใหญ่เกินกว่าที่เครื่องรับได้ {_SAVE_AGAIN}",
    "memory": f"ภาพนี้ใช้หน่วยความจำมากเกินกว่าที่เครื่องรับได้ {_SAVE_AGAIN}",
    "slow": f"ภาพนี้ใช้เวลาเปิดนานเกินไป {_SAVE_AGAIN}",
    "crash": f"เปิดภาพนี้ไม่ได้ ไฟล์อาจเสีย {_SAVE_AGAIN}",
    "busy": "มีภาพอื่นรอเปิดอยู่มาก กรุณารอสักครู่แล้วอัปโหลดภาพนี้อีกครั้ง",
    "storage": "เก็บภาพไม่ได้ เพราะโฟลเดอร์ข้อมูลของเว็บไซต์เขียนไม่ได้",
}


class PhotoError(ValidationError):
    """The file is refused; the message tells the editor why, in Thai."""


class DecodersBusyError(PhotoError):
    """No decoding process was free in time; the same file may be taken later."""

    RETRY_AFTER_SECONDS = 20


def photo_error(code: str, values: dict[str, Any] | None = None) -> PhotoError:
    """The error of a code of `MESSAGES`."""
    kind = DecodersBusyError if code == "busy" else PhotoError
    return kind(MESSAGES[code].format(**(values or {})), code=code)
