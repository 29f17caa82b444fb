"""Which files do archives of X hold, by their first words, and which are known to hold no item?

From the lists in archives of 2023 and 2025. A name that is not here is not claimed, so that the
person sees the file: a future one may tell of AI settings.
"""

from __future__ import annotations

_READ = """
account article article_metadata community_tweet deleted_note_tweet deleted_tweet_headers
deleted_tweets direct_messages direct_messages_group grok_chat_item manifest note_tweet
personalization profile protected_history tweets twitter_circle_tweet
"""
_UNREAD = """
birdwatch_note community_note expanded_profile lists_created moment periscope_broadcast_metadata
periscope_comments_made_by_user reply_prompt spaces_metadata
"""
_WITHOUT = """
account_creation_ip account_label account_suspension account_timezone ad_engagements
ad_impressions ad_mobile_conversions_attributed ad_mobile_conversions_unattributed
ad_online_conversions_attributed ad_online_conversions_unattributed ads_revenue_sharing ageinfo
app audio_video_calls_in_dm audio_video_calls_in_dm_recipient_sessions birdwatch_note_rating block
branch_links catalog_item commerce_catalog community_note_api_test_note community_note_batsignal
community_note_rating community_note_tombstone connected_application contact device_token
direct_message_group_headers direct_message_headers direct_message_mute email_address_change
follower following ip_audit key_registry like lists_member lists_subscribed mute ni_devices
periscope_account_information periscope_ban_information periscope_expired_broadcasts
periscope_followers periscope_profile_description phone_number product_drop product_set
professional_data saved_search screen_name_change shop_module shopify_account smartblock sso
tweet_headers tweetdeck twitter_circle twitter_circle_member twitter_shop user_link_clicks verified
verified_organization
"""
_MEDIA = """
community_tweet_media deleted_tweet_media deleted_tweets_media direct_message_group_media
direct_message_media direct_messages_group_media direct_messages_media grok_chat_media
moments_media moments_tweets_media periscope_broadcast_media profile_media spaces_media tweet_media
tweets_media twitter_article_media twitter_circle_tweet_media
"""

OLD = {
    "tweet": "tweets",
    "deleted_tweet": "deleted_tweets",
    "direct_message": "direct_messages",
    "direct_message_group": "direct_messages_group",
    "twitter_article": "article",
    "twitter_article_metadata": "article_metadata",
}
"""What was called otherwise in earlier years."""
UNREAD = frozenset(_UNREAD.split())
"""Files with words of the person's that are no kind of item here; named, if not empty."""
KNOWN = UNREAD | frozenset(_READ.split()) | frozenset(_WITHOUT.split())
"""All files that are known."""
MEDIA = frozenset(_MEDIA.split())
"""Folders of pictures, videos and sounds."""
