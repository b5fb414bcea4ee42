"""The hash of passwords."""

from django.contrib.auth import hashers


class Argon2PasswordHasher(hashers.Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes and one thread (OWASP Password Storage Cheat Sheet).

    Django's default takes 100 MiB and eight threads for each sign-in: as many as somebody likes to
    send at once would take a small server's memory and both its cores.
    """

    time_cost, memory_cost, parallelism = 2, 19 * 1024, 1
