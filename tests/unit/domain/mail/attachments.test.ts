import { describe, expect, it } from 'vitest';
import { attachmentBytes, judgeAttachments } from '../../../../shared/domain/mail/attachments.ts';

const judged = (name: string, contentType = 'application/x-unknown', size = 10) =>
  judgeAttachments([{ name, contentType, size }])[0];

describe('a file that is not kept', () => {
  it.each([
    { name: 'evil.exe', because: 'a click would run it' },
    { name: 'evil.EXE. ', because: 'Windows cuts dots and blanks at the end' },
    { name: 'a.lnk\u200b', because: 'a character that nobody sees ends it' },
    { name: 'photo\u202egpj.scr', because: 'it reads as photorcs.jpg' },
    { name: 'evil.exe::$DATA', because: 'it names a stream of the program' },
    { name: 'x.wsh\u3000', because: 'a wide blank ends it' },
  ])('$name: $because', ({ name }) => {
    expect(judged(name)).toBe('refused-type');
  });

  it('has no name that says what it is, and a type that does', () => {
    expect(judged('attachment-1', 'application/x-msdownload')).toBe('refused-type');
    expect(judged('attachment-1.bin', 'application/x-msdownload')).toBe('refused-type');
    expect(judged('report.pdf', 'application/x-msdownload')).toBeNull();
  });

  it('is larger than the desk takes', () => {
    expect(judged('a.csv', 'text/csv', attachmentBytes + 1)).toBe('too-large');
  });

  it('is the hundred-and-first of a mail', () => {
    const files = Array.from({ length: 120 }, () => ({ name: 'a.csv', contentType: 'text/csv', size: 1 }));
    const answers = judgeAttachments(files);

    expect(answers.filter((answer) => answer === null)).toHaveLength(100);
    expect(answers.filter((answer) => answer === 'too-many')).toHaveLength(20);
  });
});

it.each(['x.svg', 'x.docm', 'x.html', 'noext', 'a.pdf', 'programme.exe.txt'])('%s is kept', (name) => {
  expect(judged(name)).toBeNull();
});
