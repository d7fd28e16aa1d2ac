import type { UserInvitationConfig, UserVerificationConfig } from 'aws-cdk-lib/aws-cognito';

export interface SignInMailsProps {
  readonly deskName: string;
  readonly webUrl: string;
}

/**
 * What Cognito mails to people, in both languages at once: it knows nobody's. A password or code has a line of its
 * own, so that no full stop is copied with it. `{username}` and `{####}` are Cognito's.
 */
export function signInMails({ deskName, webUrl }: SignInMailsProps): {
  readonly userInvitation: UserInvitationConfig;
  readonly userVerification: UserVerificationConfig;
} {
  const desk = escaped(deskName);
  const link = `<a href="${webUrl}/">${webUrl}/</a>`;
  return {
    userInvitation: {
      emailSubject: `${deskName}: su acceso · your access`,
      emailBody: paragraphs(
        `Le damos la bienvenida a ${desk}. Entre en ${link} con su dirección {username} y esta contraseña, que vale 7 días:`,
        `Welcome to ${desk}. Sign in at ${link} with your address {username} and this password, which is good for 7 days:`,
        '{####}',
        'Elegirá una contraseña propia y preparará una aplicación de códigos de un solo uso. You will choose a password of your own and set up an app for one-time codes.',
      ),
    },
    userVerification: {
      emailSubject: `${deskName}: su código · your code`,
      emailBody: paragraphs(`Su código para ${desk}: · Your code for ${desk}:`, '{####}'),
    },
  };
}

const paragraphs = (...texts: readonly string[]): string => texts.map((text) => `<p>${text}</p>`).join('');

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
