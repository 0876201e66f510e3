from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "zhijia.engines.messages"
    label = "inbox"  # "messages" is taken by Django
    verbose_name = "消息"
