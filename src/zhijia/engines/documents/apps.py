from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "zhijia.engines.documents"
    label = "documents"
    verbose_name = "文件"
