"""News by a gateway of the city (SMS, work WeChat)."""

from zhijia.engines.messages.channels.channel import Letter
from zhijia.engines.messages.channels.gateway import Gateway


class WebhookChannel(Gateway):
    """Letters as signed requests."""

    def send(self, letter: Letter) -> None:
        self.post(
            letter.key,
            {
                "to": letter.address,
                "kind": letter.kind,
                "text": f"您有一条新消息：{letter.told}",
                "link": letter.link,
                "sent_at": letter.sent_at.isoformat(),
            },
        )
