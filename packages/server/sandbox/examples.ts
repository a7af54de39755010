/** What a script needs to know of one institution and one person. */
export interface ExampleFacts {
  readonly centre: string
  readonly institution: string
  readonly division: string
  readonly account: string
  readonly secret: string
  readonly certificate: string
  /** PEM of the institution's private SM2 key. */
  readonly privatePem: string
}

/** Signs the headers of the tif style and asks who a person is. The facts stand in variables in front of it. */
export const headersScript = `timestamp=$(date +%s)
nonce=$(openssl rand -hex 16)
signature=$(printf '%s' "$timestamp$SECRET$nonce$timestamp" | openssl dgst -sha256 -r | cut -d ' ' -f 1)
msgid=$INSTITUTION$(TZ=Asia/Shanghai date +%Y%m%d%H%M%S)$(printf %04d $(($$ % 10000)))
curl -sS "$CENTRE/fsi/api/rsfComIfsService/callService" \\
  -H "x-tif-paasid: $ACCOUNT" -H "x-tif-timestamp: $timestamp" -H "x-tif-nonce: $nonce" \\
  -H "x-tif-signature: $signature" -H 'content-type: application/json' -d @- <<END
{"infno":"1101","msgid":"$msgid","mdtrtarea_admvs":"$DIVISION","insuplc_admdvs":"$DIVISION","opter":"001",
 "fixmedins_code":"$INSTITUTION",
 "input":{"data":{"mdtrt_cert_type":"02","mdtrt_cert_no":"$CERTIFICATE","psn_cert_type":"01"}}}
END
`

/** The same with an SM2 signature of the envelope; openssl 3 is needed. */
export const signedScript = `timestamp=$(date +%s)
nonce=$(openssl rand -hex 16)
signature=$(printf '%s' "$timestamp$SECRET$nonce$timestamp" | openssl dgst -sha256 -r | cut -d ' ' -f 1)
msgid=$INSTITUTION$(TZ=Asia/Shanghai date +%Y%m%d%H%M%S)$(printf %04d $(($$ % 10000)))
folder=$(mktemp -d)
printf '%s\\n' "$PRIVATE_KEY" > "$folder/key.pem"
printf '%s' "fixmedins_code=$INSTITUTION&infno=1101&insuplc_admdvs=$DIVISION&mdtrtarea_admvs=$DIVISION&msgid=$msgid&opter=001&signtype=SM2" > "$folder/text"
cainfo=$(openssl pkeyutl -sign -inkey "$folder/key.pem" -in "$folder/text" -rawin -digest sm3 \\
  -pkeyopt distid:1234567812345678 | od -An -v -tx1 | tr -d ' \\n')
rm -r "$folder"
curl -sS "$CENTRE/fsi/api/rsfComIfsService/callService" \\
  -H "x-tif-paasid: $ACCOUNT" -H "x-tif-timestamp: $timestamp" -H "x-tif-nonce: $nonce" \\
  -H "x-tif-signature: $signature" -H 'content-type: application/json' -d @- <<END
{"infno":"1101","msgid":"$msgid","mdtrtarea_admvs":"$DIVISION","insuplc_admdvs":"$DIVISION","opter":"001",
 "fixmedins_code":"$INSTITUTION","signtype":"SM2","cainfo":"$cainfo",
 "input":{"data":{"mdtrt_cert_type":"02","mdtrt_cert_no":"$CERTIFICATE","psn_cert_type":"01"}}}
END
`

/** The lines that a script begins with; nothing in the facts needs escaping. */
function variables({ centre, institution, division, account, secret, certificate }: ExampleFacts): string {
  return [
    `CENTRE='${centre}'`,
    `INSTITUTION='${institution}'`,
    `DIVISION='${division}'`,
    `ACCOUNT='${account}'`,
    `SECRET='${secret}'`,
    `CERTIFICATE='${certificate}'`,
    '',
  ].join('\n')
}

/** The worked examples, ready to be run by `sh`. */
export function examplesFor(facts: ExampleFacts): { readonly tif: string; readonly sm2: string } {
  const named = variables(facts)
  return { tif: named + headersScript, sm2: `${named}PRIVATE_KEY='${facts.privatePem.trim()}'\n${signedScript}` }
}
