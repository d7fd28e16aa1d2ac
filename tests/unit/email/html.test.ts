import { describe, expect, it } from 'vitest';
import { hasRemoteContent, parseMessage, sanitizeHtml } from '../../../shared/email/index.ts';
import { rawMail } from './raw-mail.ts';

const blocked = (html: string) =>
  sanitizeHtml(html, {
    remoteContent: 'blocked',
    inlineUrl: (id) => (id === 'pic@x' ? '/inline/pic' : null),
  });
const textOf = async (html: string) =>
  (await parseMessage(rawMail({ 'Content-Type': 'text/html' }, html))).text;

describe('sanitised HTML', () => {
  it.each([
    ['a script', '<script>alert(1)</script>a', 'a'],
    ['a handler', '<b onclick="alert(1)">a</b>', '<b>a</b>'],
    ['a broken image with a handler', '<img src=x onerror=alert(1)>', '<img />'],
    [
      'a script link',
      '<a href="javascript:alert(1)">a</a>',
      '<a target="_blank" rel="noopener noreferrer nofollow">a</a>',
    ],
    [
      'a script link in disguise',
      '<a href=" java\nscript:alert(1)">a</a>',
      '<a target="_blank" rel="noopener noreferrer nofollow">a</a>',
    ],
    [
      'a data link',
      '<a href="data:text/html,x">a</a>',
      '<a target="_blank" rel="noopener noreferrer nofollow">a</a>',
    ],
    ['a form', '<form action="https://x.example"><input name=a><button>go</button></form>', 'go'],
    ['a frame', '<iframe src="https://x.example"></iframe>a', 'a'],
    ['a picture with a program in it', '<svg onload=alert(1)><script>1</script></svg>a', 'a'],
    ['a style sheet', '<style>@import url(https://x.example)</style>a', 'a'],
    [
      'a style that fetches',
      '<p style="color:red;background:url(https://x.example)">a</p>',
      '<p style="color:red">a</p>',
    ],
    ['a style that covers the page', '<p style="position:fixed;top:0">a</p>', '<p>a</p>'],
    ['ids and classes of our page', '<p id="app" class="modal">a</p>', '<p>a</p>'],
    ['a base and a refresh', '<base href="https://x.example"><meta http-equiv="refresh" content="0">a', 'a'],
    [
      'a tag mix that browsers repair',
      '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
      '<table></table>',
    ],
    ['an SVG as data', '<img src="data:image/svg+xml;base64,PHN2Zz4=">', '<img />'],
  ])('holds nothing of %s', (_because, html, expected) => {
    expect(blocked(html)).toBe(expected);
  });

  it('keeps what a mail needs to be read', () => {
    const html =
      '<h1 style="text-align:center">T</h1><table border="1"><tr><td colspan="2">a</td></tr></table><ul><li>b</li></ul>';
    expect(blocked(html)).toBe(html);
  });

  it('shows inline images through our own door, and only those of the message', () => {
    expect(blocked('<img src="cid:pic@x"><img src="cid:pic%40x"><img src="cid:other">')).toBe(
      '<img src="/inline/pic" /><img src="/inline/pic" /><img />',
    );
  });

  it('blocks remote content until it is asked for', () => {
    const html = '<img src="https://track.example/p.gif" width="1" />';
    expect(blocked(html)).toBe('<img width="1" />');
    expect(sanitizeHtml(html, { remoteContent: 'allowed' })).toBe(
      '<img width="1" src="https://track.example/p.gif" />',
    );
    expect(sanitizeHtml('<img src="//track.example/p.gif">', { remoteContent: 'allowed' })).toBe('<img />');
  });

  it('tells whether there is remote content to ask for', () => {
    expect(hasRemoteContent('<p>a</p><img alt="x" src="https://track.example/p.gif">')).toBe(true);
    expect(hasRemoteContent('<p>https://a.example</p><img src="cid:x">')).toBe(false);
  });

  it('opens links apart, without a referrer', () => {
    expect(blocked('<a href="https://a.example" target="_self">a</a>')).toBe(
      '<a href="https://a.example" target="_blank" rel="noopener noreferrer nofollow">a</a>',
    );
  });

  it('gives the text of a document that nests past any sense', () => {
    expect(blocked(`${'<div>'.repeat(20_000)}deep &lt;`)).toBe('<pre>deep &amp;lt;</pre>');
  });
});

describe('HTML as text', () => {
  it.each([
    ['paragraphs', '<p>a</p><p>b</p>', 'a\n\nb'],
    ['line breaks', 'a<br>b<br/>c', 'a\nb\nc'],
    ['blocks', '<div>a</div><div>b</div>', 'a\nb'],
    ['inline tags', 'an <b>HTML</b> <i>test</i>', 'an HTML test'],
    ['spaces around tags', 'a <b> b </b> c', 'a b c'],
    ['white space of the source', 'a\n   b\t c', 'a b c'],
    ['lists', '<ul><li>a</li><li>b</li></ul>', '- a\n- b'],
    ['tables', '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a b\nc'],
    ['links by their text', '<a href="https://x.example">here</a>', 'here'],
    ['entities', '&aacute; &amp; &#8364; &lt;b&gt;', 'á & € <b>'],
    ['preformatted text', '<pre>a\n  b</pre>', 'a\n  b'],
    ['nothing hidden', '<head><title>t</title></head><style>s</style>a<script>x</script><!-- c -->', 'a'],
    ['unclosed tags', '<p>a<p>b<b>c', 'a\n\nbc'],
    ['Word', '<p class=MsoNormal>a<o:p></o:p></p><![if !x]>b<![endif]>', 'a\n\nb'],
  ])('reads %s', async (_because, html, expected) => {
    expect(await textOf(html)).toBe(expected);
  });
});
