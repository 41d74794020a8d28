namespace CaseManager.Core.Takedowns.Answers;

/// <summary>The words by which mail programs mark what they quote, in the languages platforms answer in; lower case.</summary>
internal static class QuotationWords
{
    /// <summary>On a line of their own, between dashes or the like.</summary>
    internal static readonly string[] Separators =
    [
        "original message", "original email", "forwarded message", "begin forwarded message", "original-nachricht", "originalnachricht", "ursprüngliche nachricht",
        "weitergeleitete nachricht", "message d'origine", "message d’origine", "message original", "message transféré", "mensaje original", "mensaje reenviado",
        "mensagem original", "mensagem encaminhada", "messaggio originale", "messaggio inoltrato", "исходное сообщение", "оригинальное сообщение", "первоначальное сообщение",
        "пересланное сообщение", "пересылаемое сообщение", "原始邮件", "原始郵件", "原邮件", "转发邮件", "元のメッセージ", "転送メッセージ", "転送されたメッセージ", "original mail",
        "원본 메시지", "원본 메일", "원본메시지", "전달된 메시지", "orijinal mesaj", "özgün ileti", "oorspronkelijk bericht", "wiadomość oryginalna", "الرسالة الأصلية",
    ];

    /// <summary>End of the line that introduces a quotation: "On … wrote:".</summary>
    internal static readonly string[] Wrote =
    [
        "wrote", "writes", "schrieb", "geschrieben", "a écrit", "écrit", "escribió", "escribio", "escreveu", "ha scritto", "scrive", "написал", "написала", "написал(а)", "написали",
        "пишет", "写道", "寫道", "写到", "书写", "のメール", "さんは書きました", "님이 작성", "님이 씀", "작성", "yazdı", "schreef", "napisał(a)", "napisał", "كتب",
    ];

    /// <summary>The sender's line of a quoted header.</summary>
    internal static readonly string[] From =
    [
        "from", "von", "de", "da", "от", "от кого", "发件人", "发信人", "寄件者", "寄件人", "差出人", "送信者", "보낸 사람", "보낸사람", "보낸이", "kimden", "gönderen", "van", "od", "من",
    ];

    /// <summary>Other lines of a quoted header.</summary>
    internal static readonly string[] OtherHeaders =
    [
        "sent", "date", "to", "cc", "subject", "gesendet", "datum", "an", "betreff", "envoyé", "date d'envoi", "à", "objet", "enviado", "enviado el", "fecha", "para", "asunto", "data",
        "assunto", "inviato", "a", "oggetto", "отправлено", "дата", "кому", "тема", "发送时间", "发送日期", "收件人", "主题", "日期", "寄件日期", "傳送時間", "收件者", "主旨",
        "送信日時", "送信日", "日時", "宛先", "件名", "보낸 날짜", "날짜", "받는 사람", "받는사람", "제목", "gönderildi", "tarih", "kime", "konu", "verzonden", "aan", "onderwerp",
        "wysłano", "do", "temat", "تاريخ الإرسال", "إلى", "الموضوع",
    ];
}
