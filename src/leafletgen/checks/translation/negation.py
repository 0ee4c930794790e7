"""negation: a “not” of the source is nowhere in the translation, or stands only there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.negations import invites_negation, may_render_negation, negations
from leafletgen.plain import sentences


def find(unit: Unit) -> Iterator[Problem]:
    """Yield each sentence whose negation is lost or new; the whole text, where a sentence has no partner.

    What the sentence before denies may be told once more: “You do not understand? Say so.”
    """
    ours, theirs = sentences(unit.msgid), sentences(unit.msgstr)
    if len(ours) != len(theirs):
        ours, theirs = (unit.msgid,), (unit.msgstr,)
    before: Counter[str] = Counter()
    for source, target in zip(ours, theirs, strict=True):
        denied, denies = negations(source, unit.source_language), negations(target, unit.language.code)
        if denied and not may_render_negation(target, unit.language.code):
            yield Problem(f"the negation ({' … '.join(denied)}) of “{source[:60]}” does not stand here.")
        if denies and not before and not invites_negation(source, unit.source_language):
            yield Problem(f"a negation ({', '.join(denies)}) stands here, and none in “{source[:60]}”.")
        before = denied


CHECK = StringCheck(
    id="negation",
    severity="warning",
    rationale="Without its “not”, the sentence tells the reader to do what endangers him or her.",
    proposal="Compare word by word: deny and forbid what the source does, and nothing else.",
    find=find,
    cases=(
        bad("en", "Ne payez personne.", "Pay anybody."),
        bad("ar", "Vous ne pouvez pas travailler.", "يمكنك العمل."),
        bad("fa", "Ne montez jamais dans un bateau.", "هرگز سوار قایق شوید."),
        bad("ckb", "Ne payez pas.", "پارە بدەن."),
        bad("ti", "L’OIM ne décide pas de l’asile.", "OIM ብዛዕባ ዑቕባ ይውስን።"),
        bad("so", "Ne payez pas. Parlez-en à un conseiller.", "Lacag bixi. La-taliye u sheeg."),
        bad("ur", "La réponse n’est **pas** toujours oui.", "جواب ہمیشہ ہاں ہوتا ہے۔"),
        bad("ps", "Ce n’est pas votre faute.", "دا ستاسو ګناه ده."),
        bad("vi", "Vous ne payez plus rien.", "Bạn phải trả tiền."),
        bad("hi", "Ne prêtez jamais votre compte.", "अपना खाता कभी किसी को दें।"),
        bad("pa", "Il est interdit de fumer.", "ਸਿਗਰਟ ਪੀਤੀ ਜਾ ਸਕਦੀ ਹੈ।"),
        bad("am", "Vous ne payez rien. C’est un crime de ne pas aider.", "ይከፍላሉ። አለመርዳት ወንጀል ነው።"),
        bad("ar", "Vous pouvez travailler.", "لا يمكنك العمل."),
        bad("fa", "Vous pouvez travailler.", "شما نمی\u200cتوانید کار کنید."),
        bad("ti", "Vous pouvez travailler.", "ክትሰርሑ ኣይትኽእሉን ኢኹም።"),
        bad("fr", "You must not pay.", "Vous devez payer.", source_language="en"),
        bad("hi", "Signez ce papier.", "इस काग़ज़ पर हस्ताक्षर न करें।"),
        bad("pa", "Signez ce papier.", "ਇਸ ਕਾਗ਼ਜ਼ ’ਤੇ ਦਸਤਖ਼ਤ ਨਾ ਕਰੋ।"),
        bad("en", "Demandez un interprète. C’est gratuit.", "Do not ask for an interpreter. It is free of charge."),
        bad("ur", "Appelez le {x}. Ce n’est pas votre faute.", "فون مت کریں: {x}۔ قصور آپ کا نہیں۔"),
        bad("am", "Demandez l’asile. L’interprète est gratuit.", "ጥገኝነት መጠየቅ አይችሉም። አስተርጓሚ በነጻ ነው።"),
        good("ti", "Vous ne comprenez pas ? Dites-le.", "ኣይተረድኣኩምን ዶ? ከም ዘይተረድኣኩም ንገሩ።"),
        good("ckb", "N’ayez pas peur.", "مەترسن."),
        good("fa", "Ne dormez pas ici.", "اینجا نخوابید."),
        good("en", "Ne tardez pas.", "Act quickly."),
        good("en", "Vous ne payez que 5 €.", "You pay only €5."),
        good("en", "Allez-y avant qu’il ne parte.", "Go there before he leaves."),
        good("vi", "N’oubliez pas vos photos.", "Đừng quên ảnh."),
        good("ar", "N’hésitez pas à appeler.", "اتصل بنا متى شئت."),
        good("ar", "Entrer sans autorisation est interdit.", "يُمنع الدخول دون تصريح."),
        good("fa", "Sans obligation.", "هیچ اجباری نیست."),
        good("fa", "Une personne malade a besoin d’aide.", "بیمار به کمک نیاز دارد."),
        good("ckb", "Vous ne payez rien.", "هیچ پارەیەکتان لێ وەرناگیرێت."),
        good("ckb", "Votre nom et votre danger", "ناوی خۆتان و مەترسییەکەتان"),
        good("ti", "Dans l’air, deuxième fois", "ኣብ ኣየር፣ ካልኣይ ግዜ"),
        good("so", "Vous êtes à Calais ?", "Ma joogtaa Calais?"),
        good("so", "Sans assurance", "Caymis la’aan"),
        good("ur", "On vérifie si vous pouvez participer.", "دیکھتے ہیں کہ آپ شامل ہو سکتے ہیں یا نہیں۔"),
        good("ps", "Ne payez pas.", "پیسې مه ورکوئ."),
        good("ps", "le 3 mai 2026", "د ۲۰۲۶ کال د مې ۳مه"),
        good("vi", "Puis-je changer d’avis ?", "Tôi có thể đổi ý không?"),
        good("hi", "Rentrer est votre décision.", "लौटना या न लौटना आपका फ़ैसला है।"),
        good("pa", "Sinon, on peut vous le demander.", "ਨਹੀਂ ਤਾਂ ਤੁਹਾਡੇ ਤੋਂ ਮੰਗ ਸਕਦੇ ਹਨ।"),
        good("am", "Ce n’est pas votre faute.", "የእርስዎ ጥፋት አይደለም።"),
        good("en", "Les agents restent neutres.", "The staff remain neutral."),
    ),
)
