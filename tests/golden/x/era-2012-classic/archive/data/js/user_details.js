var user_details = {
 "screen_name": "ida_invents",
 "location": "Nowhere",
 "full_name": "Ida",
 "bio": "Keeps to herself",
 "id": "44",
 "created_at": "2012-01-01 00:00:00 +0000"
}
