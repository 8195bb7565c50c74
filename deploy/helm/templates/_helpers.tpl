{{- define "defend.labels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- define "defend.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "defend.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{- define "defend.securityContext" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end }}

{{- define "defend.podSecurityContext" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile: { type: RuntimeDefault }
{{- end }}

{{- define "defend.env" -}}
- name: OIDC_ISSUER
  value: {{ required "oidc.issuer is required: your OpenID Connect issuer" .Values.oidc.issuer | quote }}
- name: OIDC_AUDIENCE
  value: {{ required "oidc.audience is required: the audience of the issuer's tokens" .Values.oidc.audience | quote }}
- name: DEFEND_DEVICE_NAMES
  value: {{ required "device.names is required: the names under which devices reach port 443" (join "," .Values.device.names) | quote }}
- name: DEFEND_DEVICE_PORT
  value: "8443"
- name: DEFEND_DATA_DIR
  value: /var/lib/defend/data
- name: DEFEND_KEYS_DIR
  value: /var/lib/defend/shared/keys
- name: DEFEND_ARTIFACTS
  value: /var/lib/defend/shared/artifacts
{{- if .Values.api.tlsSecret }}
- name: DEFEND_API_CERT
  value: /etc/defend/tls/tls.crt
- name: DEFEND_API_KEY
  value: /etc/defend/tls/tls.key
{{- end }}
{{- range $name, $value := .Values.env }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}
