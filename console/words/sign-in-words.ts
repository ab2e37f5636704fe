/** Words of the second step of the sign-in, English and Hindi. */
export const SIGN_IN_WORDS = {
  useBackup: ['Use a backup code', 'बैकअप कोड लगाएँ'],
  useApp: ['Use the app’s code', 'ऐप का कोड लगाएँ'],
  backupCode: ['Backup code', 'बैकअप कोड'],
  wrongCode: ['This code is not right. Please look again.', 'यह कोड सही नहीं है। कृपया फिर देखें।'],
  wrongPassword: ['The password is not right.', 'पासवर्ड सही नहीं है।'],
  secondStep: ['Second step', 'दूसरा चरण'],
  secondStepWhy: [
    'Signing in takes a second step: a code from an app on your phone. Give your password to set it up.',
    'साइन इन में दूसरा चरण है: आपके फ़ोन के ऐप का कोड। इसे लगाने के लिए अपना पासवर्ड दें।',
  ],
  secondStepOn: ['On: a code from your app is asked for.', 'चालू है: आपके ऐप का कोड पूछा जाता है।'],
  setUp: ['Set it up', 'इसे लगाएँ'],
  scanThis: ['Scan this with your authenticator app.', 'इसे अपने ऑथेंटिकेटर ऐप से स्कैन करें।'],
  qrCode: ['QR code for the app', 'ऐप के लिए क्यूआर कोड'],
  orType: ['Or type this key:', 'या यह कुंजी लिखें:'],
  goOn: ['Go on', 'आगे बढ़ें'],
  backupWhy: [
    'Keep these on paper. Each opens the desk once when your phone is lost. They are not shown again.',
    'इन्हें काग़ज़ पर रखें। फ़ोन खो जाए तो हर कोड एक बार खोलता है। ये फिर नहीं दिखेंगे।',
  ],
} as const satisfies Record<string, readonly [english: string, hindi: string]>;
