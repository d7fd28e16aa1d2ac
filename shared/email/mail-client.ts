import { headerText } from './header-view.ts';
import type { ParsedMessage } from './types.ts';

/** Programs in which people write; mail servers name themselves otherwise. */
const CLIENT =
  /thunderbird|microsoft (?:office )?outlook|apple mail|iphone mail|ipad mail|roundcube|zimbra|squirrelmail|horde|evolution|kmail|mutt|mailspring|the bat!|airmail|gmail|yahoomail|webmail|rainloop|snappymail|sogo|k-9|fairemail|em client|postbox|claws mail|nylas|sylpheed|foxmail|windows live mail/;
/** Programs in which people write one mail at a time, and which add the marks of a bulk sender to it. */
const CRM =
  /hubspot|salesforce|pipedrive|outreach|salesloft|yesware|mixmax|freshsales|zoho ?crm|streak|close\.(?:io|com)|copper|front|missive|superhuman/;

export function isSentByAClient(message: ParsedMessage): boolean {
  return ['user-agent', 'x-mailer'].some((name) => CLIENT.test(headerText(message, name)));
}

export function isSentByACrm(message: ParsedMessage): boolean {
  return CRM.test(headerText(message, 'x-mailer'));
}
