const pixel = 'https://tracker.example/pixel';

/**
 * What hostile mails try. Each would call `alert`, or asks a stranger's server for something, if a browser ran or
 * fetched what it holds. Sorted by what they lean on.
 */
export const attacks: readonly { readonly name: string; readonly html: string }[] = [
  { name: 'a script', html: '<script>alert(1)</script>' },
  { name: 'a script from elsewhere', html: `<script src="${pixel}.js"></script>` },
  { name: 'a script in capitals, unclosed', html: '<SCRIPT/x>alert(1)' },
  { name: 'a script split by a null byte', html: '<scr\0ipt>alert(1)</scr\0ipt>' },
  { name: 'a script in UTF-7', html: '+ADw-script+AD4-alert(1)+ADw-/script+AD4-' },
  { name: 'line separators of Unicode in a script', html: '<script>a\u2028alert(1)\u2029//</script>' },
  { name: 'a module preloaded', html: `<link rel="modulepreload" href="${pixel}.js">` },

  { name: 'an image that fails', html: '<img src=x onerror="alert(1)">' },
  { name: 'a handler after a slash', html: '<img/src=x/onerror=alert(1)>' },
  {
    name: 'a handler split by a line separator',
    html: '<img src=x on\u2028error=alert(1) onerror\u00a0=alert(1)>',
  },
  { name: 'a body that loads', html: '<body onload="alert(1)">' },
  { name: 'an open disclosure', html: '<details open ontoggle=alert(1)><summary>x</summary></details>' },
  { name: 'a marquee that starts', html: '<marquee onstart=alert(1)>x</marquee>' },
  { name: 'a field with the focus', html: '<input autofocus onfocus=alert(1)>' },
  { name: 'an editable focus', html: '<x contenteditable autofocus onfocus=alert(1) tabindex=1>x</x>' },
  { name: 'a video without a source', html: '<video><source onerror="alert(1)"></video>' },
  {
    name: 'an animation that ends',
    html: '<style>@keyframes x{}</style><b style="animation:x" onanimationend="alert(1)">x</b>',
  },
  {
    name: 'a popover that opens',
    html: '<button popovertarget=x>x</button><b popover id=x onbeforetoggle=alert(1)>x</b>',
  },

  { name: 'a link that is a script', html: '<a href="javascript:alert(1)">click</a>' },
  { name: 'a link in entities', html: '<a href="&#106;&#x61;vascript&colon;alert(1)">click</a>' },
  {
    name: 'a link split by control characters',
    html: '<a href="\u0001java&#10;scr&Tab;ipt:alert(1)">click</a>',
  },
  { name: 'a link that is a document', html: '<a href="data:text/html,<script>alert(1)</script>">click</a>' },
  { name: 'a link to vbscript', html: '<a href="vbscript:alert(1)">click</a>' },
  { name: 'a link that reports clicks', html: `<a href="#" ping="${pixel}">click</a>` },
  {
    name: 'a map of scripts',
    html: '<img usemap="#m" src=x><map name=m><area href="javascript:alert(1)" coords="0,0,9,9"></map>',
  },
  {
    name: 'a base elsewhere',
    html: '<base href="https://tracker.example/"><img src="pixel.gif"><a href="x">click</a>',
  },

  { name: 'an SVG that loads', html: '<svg onload="alert(1)"><script>alert(1)</script></svg>' },
  { name: 'an SVG animation', html: '<svg><animate onbegin=alert(1) attributeName=x dur=1s></svg>' },
  {
    name: 'an SVG that sets a link',
    html: '<svg><a><set attributeName=href to=javascript:alert(1)><text y=20>click</text></a></svg>',
  },
  {
    name: 'an SVG of foreign parts',
    html: '<svg><foreignObject><iframe srcdoc="<script>parent.alert(1)</script>"></iframe></foreignObject></svg>',
  },
  {
    name: 'an SVG picture from elsewhere',
    html: `<svg><image href="${pixel}.png"/><use href="${pixel}.svg#x"/></svg>`,
  },
  { name: 'CDATA in an SVG', html: '<svg><![CDATA[><img src=x onerror=alert(1)>]]></svg>' },
  {
    name: 'an SVG whose style closes',
    html: '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>"></svg>',
  },
  {
    name: 'MathML that becomes HTML',
    html: '<math><mtext><table><mglyph><style><img src onerror=alert(1)></style></mglyph></table></mtext></math>',
  },
  {
    name: 'MathML in two forms',
    html: '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)></style></mglyph></form>',
  },
  {
    name: 'MathML with an annotation',
    html: '<math><annotation-xml encoding="text/html"><style><img src=x onerror=alert(1)></style></annotation-xml></math>',
  },
  { name: 'MathML with a link', html: '<math><mtext href="javascript:alert(1)">click</mtext></math>' },
  {
    name: 'a table that moves its content',
    html: '<table><caption><svg><title><table><style><img src=x onerror=alert(1)></style></table></title></svg></caption></table>',
  },
  {
    name: 'a select that drops its content',
    html: '<select><template><img src=x onerror=alert(1)></template><style></select><img src=x onerror=alert(1)></style></select>',
  },
  {
    name: 'a template',
    html: '<template><script>alert(1)</script></template><template shadowrootmode=open><img src=x onerror=alert(1)></template>',
  },
  {
    name: 'noscript that is parsed twice',
    html: '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  },
  {
    name: 'noembed, noframes and xmp',
    html: '<noembed><p title="</noembed><img src=x onerror=alert(1)>"></noembed><noframes><p title="</noframes><img src=x onerror=alert(1)>"></noframes><xmp><p title="</xmp><img src=x onerror=alert(1)>"></xmp>',
  },
  {
    name: 'a title and a textarea that close early',
    html: '<textarea></textarea><img src=x onerror=alert(1)></textarea><title></title><img src=x onerror=alert(1)></title>',
  },
  { name: 'plain text that never ends', html: '<plaintext><img src=x onerror=alert(1)>' },
  { name: 'an unclosed comment', html: '<!--><script>alert(1)</script>-->' },
  { name: 'a comment closed by a bang', html: '<!-- --!><img src=x onerror=alert(1)> -->' },
  {
    name: 'a conditional comment',
    html: '<!--[if gte IE 4]><script>alert(1)</script><![endif]--><![if !IE]><img src=x onerror=alert(1)><![endif]>',
  },
  { name: 'a processing instruction', html: '<?xml version="1.0"?><?x ><img src=x onerror=alert(1)>?>' },
  { name: 'an attribute that breaks out', html: '<p title="</iframe><script>alert(1)</script>">x</p>' },
  { name: 'an attribute in backticks', html: '<img alt="``onerror=alert(1)" src=x>' },
  {
    name: 'names that hide the document',
    html: '<form name=body><input name=attributes><img name=getElementById src=x onerror=alert(1)></form>',
  },

  {
    name: 'a frame with a document of its own',
    html: '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
  },
  {
    name: 'a frame that is a script',
    html: `<iframe src="javascript:parent.alert(1)"></iframe><frameset><frame src="${pixel}.html"></frameset>`,
  },
  {
    name: 'objects',
    html: `<object data="data:text/html,<script>alert(1)</script>"></object><embed src="javascript:alert(1)"><object data="${pixel}.swf"></object>`,
  },
  {
    name: 'a form to a stranger',
    html: '<form action="https://tracker.example/"><input name=p autofocus onfocus=alert(1)><input type=image src="https://tracker.example/i.png"></form>',
  },
  {
    name: 'a form that is a script',
    html: '<form id=f></form><button form=f formaction="javascript:alert(1)" autofocus>x</button>',
  },
  {
    name: 'a page that goes elsewhere',
    html: '<meta http-equiv="refresh" content="0;url=https://tracker.example/">',
  },
  {
    name: 'a page that becomes a script',
    html: '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
  },
  {
    name: 'a policy of its own',
    html: '<meta http-equiv="Content-Security-Policy" content="script-src *"><script>alert(1)</script>',
  },

  { name: 'a tracker', html: `<img src="${pixel}.gif?id=1" width=1 height=1>` },
  {
    name: 'a tracker among sources',
    html: `<img srcset="${pixel}.gif 1x, ${pixel}-2.gif 2x"><picture><source srcset="${pixel}.webp"><img src=x></picture>`,
  },
  { name: 'a tracker without a scheme', html: '<img src="//tracker.example/open.gif">' },
  {
    name: 'trackers in old attributes',
    html: `<body background="${pixel}.png"><table background="${pixel}.png"><td background="${pixel}.png">x</td></table><img lowsrc="${pixel}.png" dynsrc="${pixel}.avi" longdesc="${pixel}">`,
  },
  {
    name: 'sound and film',
    html: `<audio src="${pixel}.mp3" autoplay></audio><video poster="${pixel}.png" src="${pixel}.mp4" autoplay></video><bgsound src="${pixel}.wav">`,
  },
  {
    name: 'styles from elsewhere',
    html: `<link rel="stylesheet" href="${pixel}.css"><link rel="icon" href="${pixel}.ico"><link rel="prefetch" href="${pixel}">`,
  },
  {
    name: 'styles that fetch',
    html: `<style>@import url(${pixel}.css);@font-face{font-family:x;src:url(${pixel}.woff)}body{background:url(${pixel}.png);font-family:x}b{content:image-set("${pixel}.png" 1x)}</style><b>x</b>`,
  },
  {
    name: 'an attribute of styles that fetch',
    html: `<p style="background:url('${pixel}.png');list-style:url(${pixel}.png);cursor:url(${pixel}.cur),auto;border-image:url(${pixel}.png)">x</p>`,
  },
  {
    name: 'styles in escapes and comments',
    html: `<p style="background:\\75\\72\\6c(${pixel}.png);b/**/ackground:u/**/rl(${pixel}.png)">x</p>`,
  },
  {
    name: 'styles of old browsers',
    html: '<p style="width:expression(alert(1));behavior:url(#default#time2);-moz-binding:url(https://tracker.example/x.xml#x)">x</p>',
  },
  {
    name: 'a layer over everything',
    html: '<a href="https://tracker.example/" style="position:fixed;inset:0;z-index:9999;opacity:0">click</a>',
  },
];
