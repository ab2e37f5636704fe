import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import { get, post } from './client.ts';

const PATH = '/api/auth/passkey';
/** Fetched when it is first wanted: few pages need it. */
const browserPart = () => import('@simplewebauthn/browser');

/** Whether this browser knows passkeys at all. */
export const hasPasskeys = (): boolean => 'PublicKeyCredential' in window;

/** Makes a passkey on this device for who is signed in. @throws Error when the person or the device did not want to. */
export async function makePasskey(name: string): Promise<void> {
  const optionsJSON = await get<PublicKeyCredentialCreationOptionsJSON>(`${PATH}/generate-register-options`);
  const { startRegistration } = await browserPart();
  const response = await startRegistration({ optionsJSON });
  await post(`${PATH}/verify-registration`, { response, name });
}

/** Signs in by a passkey. The device asks for a finger, face or PIN. */
export async function enterByPasskey(): Promise<void> {
  const options = await get<PublicKeyCredentialRequestOptionsJSON>(`${PATH}/generate-authenticate-options`);
  const { startAuthentication } = await browserPart();
  const response = await startAuthentication({
    optionsJSON: { ...options, userVerification: 'required' },
  });
  await post(`${PATH}/verify-authentication`, { response });
}

export const removePasskey = (id: string) => post(`/api/account/passkeys/${id}/remove`);
