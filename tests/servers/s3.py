"""A server that speaks S3, from the package ``moto``. It keeps its objects in memory: a stop loses them, a pause does not."""

from __future__ import annotations

import sys
import urllib.request
import uuid
from collections.abc import Sequence
from urllib.error import URLError

from tests.servers.child import HOST, ChildServer

REGION = "us-east-1"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "tests", "AWS_SECRET_ACCESS_KEY": "tests"}


class S3Server(ChildServer):
    """moto's server with one bucket."""

    bucket = "papers"

    def command(self) -> Sequence[str]:
        """What is run."""
        return [sys.executable, "-m", "moto.server", "-H", HOST, "-p", str(self.port)]

    def is_ready(self) -> bool:
        """Whether it answers; it has its bucket then."""
        try:
            request = urllib.request.Request(f"{self.endpoint}/{self.bucket}", method="PUT")
            request.add_header("Authorization", _AUTHORIZATION)
            with urllib.request.urlopen(request, timeout=5) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False

    @property
    def endpoint(self) -> str:
        """Where it listens."""
        return f"http://{HOST}:{self.port}"

    def url(self, prefix: str = "", endpoint: str = "") -> str:
        """The address of an object store in its bucket, under a prefix that nobody used before."""
        folder = prefix or uuid.uuid4().hex
        return f"s3://{self.bucket}/{folder}?endpoint={endpoint or self.endpoint}&region={REGION}"


_AUTHORIZATION = (
    f"AWS4-HMAC-SHA256 Credential=tests/20260101/{REGION}/s3/aws4_request, SignedHeaders=host, Signature=0"
)
"""moto looks which service is meant and does not check the signature"""
