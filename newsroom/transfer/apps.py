from django.apps import AppConfig


class TransferConfig(AppConfig):
    name = "newsroom.transfer"
    verbose_name = "การย้ายข้อมูล"

    def ready(self) -> None:
        from newsroom.transfer import identity
        from newsroom.transfer.addresses import receivers
        from newsroom.transfer.addresses.paths import INDEX_PAGES, SHORT_URL_PARAMS
        from newsroom.web.page_cache.keys import register_query_params

        identity.connect()
        receivers.connect()
        # WordPress's short URLs are the root with a query: `/?p=123`, `/index.php?p=123`.
        for path in ("/", *(f"/{name}" for name in INDEX_PAGES)):
            register_query_params(path, SHORT_URL_PARAMS)
