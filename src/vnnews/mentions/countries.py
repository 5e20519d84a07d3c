"""Vietnamese names of countries and unions, for telling foreign officials and bodies from Vietnamese ones.

Written from general knowledge of ISO 3166 and of the forms that Vietnamese newspapers use. A bar separates forms of one country; the
first is the name that the output uses. Provinces of a neighbour that no place of Viet Nam is named like stand as forms of its country.
"""

from __future__ import annotations

COUNTRIES: tuple[str, ...] = (
    "Afghanistan|Áp-ga-ni-xtan", "Ai Cập", "Albania", "Algeria|An-giê-ri", "Andorra", "Angola|Ăng-gô-la", "Anh|Vương quốc Anh|Anh Quốc", "Áo|Cộng hòa Áo", "Argentina|Ác-hen-ti-na", "Armenia",
    "Azerbaijan|A-déc-bai-gian", "Ả Rập Xê Út|Ả-rập Xê-út|Saudi Arabia|Ả rập Xê út|Arab Saudi|Ả Rập Saudi", "Ấn Độ", "Australia|Úc|Ô-xtrây-li-a", "Ba Lan", "Bahamas", "Bahrain", "Bangladesh|Băng-la-đét", "Barbados", "Belarus|Bê-la-rút",
    "Belize", "Benin", "Bhutan", "Bỉ|Vương quốc Bỉ", "Bolivia", "Bosnia và Herzegovina|Bosnia", "Botswana", "Bồ Đào Nha", "Brazil|Bra-xin", "Brunei|Brunei Darussalam|Bru-nây", "Bulgaria|Bun-ga-ri",
    "Burkina Faso", "Burundi", "Cameroon", "Campuchia|Cam-pu-chia|Vương quốc Campuchia", "Canada|Ca-na-đa", "Chad", "Chile|Chi-lê", "Colombia|Cô-lôm-bi-a", "Congo|CHDC Congo", "Costa Rica", "Croatia", "Cuba|Cu-ba|Cộng hòa Cuba",
    "Cyprus|Síp", "CHLB Đức|Đức|Cộng hòa Liên bang Đức", "Séc|Cộng hòa Séc|CH Séc|Czech", "Hàn Quốc|Đại Hàn Dân quốc", "Triều Tiên|CHDCND Triều Tiên", "Đài Loan", "Đan Mạch", "Đông Timor|Timor-Leste|Timor Leste", "Ecuador", "El Salvador",
    "Eritrea", "Estonia", "Eswatini", "Ethiopia", "Fiji", "Gabon", "Gambia", "Ghana", "Gruzia|Georgia", "Guatemala", "Guinea", "Guyana", "Haiti", "Hà Lan|Vương quốc Hà Lan", "Honduras", "Hồng Kông|Hong Kong", "Hungary|Hung-ga-ri",
    "Hy Lạp", "Iceland", "Indonesia|In-đô-nê-xi-a|Indonexia", "Iran|I-ran", "Iraq|I-rắc", "Ireland|Ai-len|Ailen", "Israel|I-xra-en", "Italia|Italy|Ý|I-ta-li-a", "Jamaica", "Jordan", "Kazakhstan|Ca-dắc-xtan", "Kenya", "Kosovo", "Kuwait|Cô-oét",
    "Kyrgyzstan", "Lào|CHDCND Lào|nước CHDCND Lào|Viêng Chăn|Hủa Phăn|Xiêng Khoảng|Luông Pha Băng|Luông Nậm Thà|Phông Sa Lỳ|U Đôm Xay|Bo Lị Khăm Xay|Bolikhămxay|Khăm Muồn|Savannakhet|Chăm Pa Sắc|Champasak|Attapeu", "Latvia", "Lesotho", "Lebanon|Li-băng", "Liban", "Liberia", "Libya|Li-bi", "Liechtenstein", "Lithuania|Lít-va", "Luxembourg|Lúc-xăm-bua", "Ma Cao|Macau", "Madagascar", "Malawi",
    "Malaysia|Ma-lai-xi-a", "Maldives", "Mali", "Malta", "Maroc|Morocco|Ma-rốc|Vương quốc Maroc", "Mauritania", "Mauritius", "Mexico|Mê-hi-cô|Mexicô", "Moldova", "Monaco", "Mông Cổ", "Montenegro", "Mozambique|Mô-dăm-bích", "Mỹ|Hoa Kỳ|Hợp chúng quốc Hoa Kỳ",
    "Myanmar|Mi-an-ma", "Nam Phi|Cộng hòa Nam Phi", "Nam Sudan", "Na Uy|Vương quốc Na Uy", "Namibia", "Nepal|Nê-pan", "New Zealand|Niu Di-lân", "Nga|Liên bang Nga|LB Nga", "Nhật Bản|Nhật", "Nicaragua", "Niger", "Nigeria", "Oman|Ô-man",
    "Pakistan|Pa-ki-xtan", "Palestine|Pa-le-xtin", "Panama|Pa-na-ma", "Papua New Guinea", "Paraguay", "Peru|Pê-ru", "Pháp|Cộng hòa Pháp", "Phần Lan|Cộng hòa Phần Lan", "Philippines|Phi-líp-pin|Philippin", "Qatar|Ca-ta", "Romania|Ru-ma-ni|Rumani", "Rwanda",
    "Senegal", "Serbia|Xéc-bi-a", "Sierra Leone", "Singapore|Xinh-ga-po|Singapo", "Slovakia|Xlô-va-ki-a", "Slovenia", "Somalia", "Sri Lanka|Xri Lan-ca", "Sudan|Xu-đăng", "Syria|Xy-ri", "Tajikistan", "Tanzania", "Tây Ban Nha|Vương quốc Tây Ban Nha", "Thái Lan|Vương quốc Thái Lan",
    "Thổ Nhĩ Kỳ", "Thụy Điển|Vương quốc Thụy Điển", "Thụy Sĩ|Liên bang Thụy Sĩ", "Togo", "Trung Quốc|CHND Trung Hoa|Quảng Tây|Choang Quảng Tây|dân tộc Choang Quảng Tây|Vân Nam|Quảng Đông|Phúc Kiến|Tứ Xuyên|Hồ Nam|Hồ Bắc|Quý Châu|Chiết Giang|Giang Tô|Bắc Kinh|Thượng Hải|Nội Mông|Tây Tạng", "Tunisia", "Turkmenistan", "UAE|Các tiểu vương quốc Arab thống nhất", "Uganda", "Ukraine|U-crai-na|Ucraina", "Uruguay",
    "Uzbekistan|U-dơ-bê-ki-xtan", "Vatican|Tòa thánh Vatican|Tòa thánh", "Venezuela|Vê-nê-xu-ê-la", "Yemen|Y-ê-men", "Zambia", "Zimbabwe", "Anh và Bắc Ireland", "Scotland", "Xứ Wales", "Liên Xô", "Nam Tư", "Việt Nam Cộng hòa",
    "Liên hợp quốc|LHQ|Liên Hợp Quốc|Liên hiệp quốc|Liên Hiệp Quốc|UN", "Liên minh châu Âu|EU|Liên minh Châu Âu", "Ủy ban châu Âu|EC", "ASEAN", "NATO", "WHO|Tổ chức Y tế Thế giới|Tổ chức Y tế thế giới", "UNESCO|UNICEF", "WTO", "IMF", "WB|Ngân hàng Thế giới",
    "ADB", "APEC", "G7", "G20", "Liên minh châu Phi", "Hội đồng châu Âu", "Nghị viện châu Âu", "AIPA", "IPU", "Interpol", "FAO", "UNDP", "IAEA",
)  # fmt: skip

FOREIGN_BODIES: tuple[str, ...] = (
    "Thượng viện", "Hạ viện", "Nghị viện", "Quốc vụ viện", "Lầu Năm Góc", "Nhà Trắng", "Điện Kremlin", "Điện Elysee", "Duma Quốc gia", "Bộ Ngoại thương", "Bộ Năng lượng Nguyên tử", "Nội các", "Hội đồng Liên bang",
    "Bộ An ninh nội địa", "Bộ An ninh Nội địa", "Bộ Chiến tranh", "Bộ Thương mại", "Bộ Nội an", "Bộ Thống nhất", "Cục Dự trữ Liên bang", "Đảng Cộng hòa", "Đảng Dân chủ", "Tòa án Tối cao", "Ủy ban Thường vụ Quốc hội Lào",
    "Đảng ủy Khu tự trị", "Khu ủy Khu tự trị", "Chính quyền Khu tự trị", "Chính hiệp", "Chính hiệp toàn quốc", "Nhân đại", "Nhân đại toàn quốc", "Mặt trận Lào xây dựng đất nước", "Ủy ban Trung ương Mặt trận Lào xây dựng đất nước", "Ủy ban Thường vụ Nhân đại", "Đại hội đại biểu Nhân dân toàn quốc",
    "Ủy ban Thường vụ Đại hội đại biểu Nhân dân toàn quốc",
)  # fmt: skip
"""Bodies that Viet Nam does not have today."""
