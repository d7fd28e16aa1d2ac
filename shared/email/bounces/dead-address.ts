/** What is known of one failed delivery. */
export interface Failure {
  readonly status: string | null;
  readonly replyCode: string | null;
  readonly diagnostic: string;
  /** The reporting program's own words, when they are about this recipient alone. */
  readonly explanation: string;
  readonly delayed: boolean;
  /** The words come from a program on the last server (`x-unix`), not from an SMTP answer. */
  readonly localProgram: boolean;
}

/** One alternation of phrases, in lower case, as mail servers write them. */
function phrases(...list: readonly string[]): RegExp {
  return new RegExp(list.join('|'), 'i');
}

/** Refusals that say nothing about whether the address exists: of the sender, the text, the moment or the quota. */
const NOT_THE_ADDRESS = phrases(
  // The mailbox exists and is full or closed.
  '(?:mail ?box|inbox|account|user|recipient).{0,40}(?:is |are )?(?:full|over ?(?:the )?(?:quota|limit)|exceed|out of (?:space|quota))',
  'quota',
  'exceed(?:s|ed|ing)? (?:the |its |his |allowed |local |storage |size |limit|maximum)',
  '(?:not enough|insufficient|no) (?:disk |storage |system |mailbox )?(?:space|storage)',
  'disk (?:is )?full',
  'file too large',
  '(?:account|mailbox|user|address|recipient).{0,40}(?:suspended|disabled|deactivated|blocked|locked|frozen|on hold)',
  '(?:suspended|disabled|deactivated) (?:account|mailbox|user)',
  'mailbox (?:is )?(?:temporarily|currently)',
  // The sender or the way of sending is refused.
  'relay(?:ing)? (?:access )?(?:is )?(?:denied|not (?:allowed|permitted)|prohibited|disabled)',
  '(?:unable|not (?:allowed|permitted)|cannot|can.t) to relay',
  'allowed rcpthosts',
  'black ?list|block ?list|dnsbl|rbl|spamhaus|spamcop|sorbs|(?:is|are|was|been|currently|ip|address) listed',
  '(?:message|mail|e-?mail|connection|host|ip|client|address|server|sender|transaction|content)[^.]{0,60}(?:has been |was |is |been )?blocked',
  'blocked (?:by|using|for|due)',
  'reputation',
  '\\b(?:spam|unsolicited|bulk mail|phish|virus|malware|infected)',
  'polic(?:y|ies)',
  'recipient preferences',
  'no longer accepts mail',
  '(?:sender|from|originator|return|envelope[- ]from).{0,40}(?:rejected|denied|refused|invalid|not (?:allowed|exist|found|accept)|unknown|verif|blocked|does ?n.t exist)',
  'domain of sender',
  'sender domain',
  'reverse (?:dns|lookup|mapping)|\\bptr\\b|rdns',
  '\\b(?:dmarc|spf|dkim|arc)\\b|authenticat',
  'helo|ehlo command',
  '(?:greylist|graylist)',
  // The message itself.
  '(?:message|mail|attachment|content).{0,30}(?:too (?:big|large)|size|exceeds)',
  'size limit',
  '(?:content|attachment|header|subject|format|message) (?:is |was |been )?(?:rejected|not accepted|refused|filtered)',
  'too many (?:hops|recipients|connections|messages|errors|invalid)',
  'routing loop|mail loop|loops? back|loop detected|hop count',
  // The moment.
  'temporar(?:y|ily) (?:failure|error|unavailable|deferred|rejected|problem|disabled|local)',
  'try again|will retry|deferred',
  'timed? ?-?out|time limit|expired|retry timeout',
  'connection (?:was )?(?:refused|reset|lost|dropped|closed|failed|timed|with|to|died)|lost connection',
  'network (?:is )?unreachable|no route to host|host(?: is)? down|not responding',
  'rate limit|too (?:fast|quickly|frequent)|throttl|speeding',
  'server (?:configuration|misconfig|busy|error)|misconfigur|internal error|system error|local error',
  'could ?n.t create|cannot open|permission denied|i/o error|input/output|pipe to|procmail|maildrop|\\bcommand output|local mailer|mailer error',
  'command not recognized|syntax error',
);

/** The left side of the address is not known where it should be. */
const UNKNOWN_USER = phrases(
  '(?:user|recipient|address|addressee|account|mailbox|rcpt|adress[e]?|person|alias|customer|subscriber|utilisateur|usuario|destinatario|destinataire|empf[äa]nger)[^.;]{0,80}(?:unknown|not? (?:be )?(?:exist|found|known|valid|listed|present|here|recognized|local|active|on this)|does ?n.t exist|does not exist|doesn.t have|don.t exist|invalid|inconnu|inexistant|desconocid|no existe|unbekannt|nicht gefunden|was not found|wasn.t found|no longer (?:exists?|valid|available|accepts?|here|with|works))',
  '(?:unknown|invalid|bad|no such|non-?existent|nonexistent|unrecognized|no valid|incorrect|wrong|illegal|obsolete) (?:or [a-z]+ )?(?:local |virtual |e-?mail |mail ?|recipient |user ?)?(?:user|recipient|address|addressee|account|mailbox|person|local[- ]part|alias|destination|name|e-?mail|customer|subscriber)',
  'mailbox (?:is |was )?unavailable',
  'mailbox (?:not found|invalid)',
  '(?:no|not a|not an) (?:valid |known |active |existing |local |registered |such )?(?:mail ?box|user|account|recipient|address|person)(?: (?:by|with|here|found|at|named|available|in|on|of)|\\b)',
  'no one at this address',
  'recipn?(?:ient)?not ?found|recipnotfound|resolver\\.adr\\.(?:recip|ex)',
  'recipient (?:address )?rejected: ?(?:access denied|unknown|invalid|user|undeliverable|no such|address|mailbox|not)',
  'badrcptto|bad rcpt to|validrcptto',
  'account (?:that you tried to reach )?does not exist',
  'user unknown|unknown user',
  '(?:not|n.t) listed in (?:public |the )?(?:domino|name|directory|address)',
  'not (?:a )?(?:local|our) (?:user|customer|address)',
  'not in (?:the |our )?(?:directory|domino directory|name)',
  'address(?:es)? (?:were|was) unknown',
  'no existe (?:dicha persona|ese usuario|el usuario)',
  '<[^<>]{3,200}> ?(?:not found|does not exist)',
  'unknown in (?:local|virtual|relay|[a-z]+ )',
  'undeliverable address',
  '5\\.1\\.0 address rejected',
  'no valid recipients',
  'invalid final delivery userid',
  '宛先不明|メールアドレスが(?:見つかり|存在し)|ユーザーが見つかり',
);

/** The right side of the address takes no mail, or none that any server would. */
const UNKNOWN_HOST = phrases(
  '(?:unknown|no such|invalid|non-?existent) (?:host|domain|mail domain|mail host)',
  'unroute?able (?:mail )?(?:address|domain)',
  '(?:host|domain)(?: name| or domain name)?[^.;]{0,60}(?:unknown|not found|does ?n.t exist|does not exist|not exist|must exist|is not reachable|cannot be found|could not be found)',
  'host unreachable',
  'name or service not known',
  'couldn.t find any host(?: named)?',
  'name service error.{0,80}host not found',
  'nxdomain|bad destination (?:host|system|domain)',
  'all relevant mx records point to non-existent hosts',
  'host lookup did not complete.{0,20}unknown',
  'illegal host/domain name',
  'domain name not found|dns server returned answer with no data',
  'null ?mx|does not accept mail|mail receiving disabled|no mx record found for domain',
  'domain (?:has |of the recipient )?(?:expired|no longer)',
);

const MOVED = phrases(
  'has moved',
  'user has left|no longer (?:employed|with (?:us|the company))',
  'address (?:has )?changed',
  'has been replaced by',
  'changed (?:his|her|their) (?:e-?mail )?address',
  'recipient has changed',
);

/** A server that has seen the text may refuse the text while it names the user. */
const AFTER_DATA =
  /(?:in reply to end of data|end of data|reply to data command|in response to data|message content)/i;
/** The same in a transcript as sendmail shows it: the command, and the refusal under it. */
const AFTER_DATA_TRANSCRIPT = />>> data\s{0,5}\n\s{0,5}<<< [45]\d\d/i;

/** Refusals of whom the mail is from: our configuration, not the contact's address. */
const ABOUT_SENDER =
  /\bsender (?:address|domain|e-?mail|id|verif|is|was|not|rejected|denied|blocked|refused)|domain of sender|(?:after|reply to|response to) mail from|\bmail from:? ?(?:command|rejected|denied)/i;
const ABOUT_SENDER_STATUS = /^[45]\.(?:1\.[78]|7\.27)$/;

/** Text by which a temporary trouble of names is told from a domain that does not exist. */
const NAME_TROUBLE =
  /(?:temporary|try again|server failure|servfail|timed? ?out|lookup failure|malformed|dns (?:problem|failure)|dns error(?!: (?:domain name not found|dns server returned answer with no data)))/i;
const MAILBOX_FULL = /(?:not enough disk space|mailbox (?:is )?full|quota exceeded|over quota|disk full)/i;
/** Words so plain that a blanket "policy" or "blocked" beside them does not count. */
const STRONG_UNKNOWN =
  /(?:user unknown|unknown user|no such (?:user|recipient|mailbox)|recipient not found|does not exist|recipnotfound|resolver\.adr\.recip|unknown recipient)/i;
/** A cause stands near the top; more would only be the original mail. */
const MAX_CHARS = 5_000;

/**
 * Whether the address itself is dead: unknown user, unknown or refusing domain, or moved. Only this may
 * mark a contact's address; anything that a sender, a filter or time can change is left alone. The order
 * of the questions is from what overrules to what is overruled.
 */
export function isDeadAddress(failure: Failure): boolean {
  if (failure.delayed || failure.localProgram) return false;
  const { replyCode } = failure;
  const status = failure.status ?? '';
  const explanation = failure.explanation.slice(0, MAX_CHARS);
  const words = failure.diagnostic === '' ? explanation : failure.diagnostic.slice(0, MAX_CHARS);
  if (ABOUT_SENDER_STATUS.test(status) || ABOUT_SENDER.test(words)) return false;
  if (failure.diagnostic !== '' && MAILBOX_FULL.test(explanation)) return false;
  // RFC 7504: the host takes no mail (521), or the domain takes none (556).
  if (replyCode === '521' || replyCode === '556') return true;
  if (/^[45]\.1\.6$/.test(status) || MOVED.test(words)) return true;
  if (UNKNOWN_HOST.test(words) && !NAME_TROUBLE.test(words)) return true;
  if (NOT_THE_ADDRESS.test(withoutAddresses(words)) && !STRONG_UNKNOWN.test(words)) return false;
  if (/^[45]\.1\.(?:1|2|3|10)$/.test(status)) return !(status.endsWith('.1.2') && NAME_TROUBLE.test(words));
  // RFC 3463: codes x.2.y are of a mailbox that exists; only a refusal of the address itself says more.
  if (/^[45]\.2\./.test(status) && !/rcpt to/i.test(words)) return false;
  if (AFTER_DATA.test(words) || AFTER_DATA_TRANSCRIPT.test(explanation)) return false;
  const unknown = /^[45]\.7\./.test(status) ? STRONG_UNKNOWN : UNKNOWN_USER;
  return unknown.test(words) || unknown.test(withoutAddresses(words));
}

/** Addresses and host names would otherwise be read as words ("blocked@policy.example"). */
function withoutAddresses(text: string): string {
  return text.replace(/<?[\w.+=-]{1,80}@[\w.-]{1,120}>?/g, ' ').replace(/https?:\/\/\S{1,300}/g, ' ');
}
