/* The handlers of the route table: struct service in, response out. What each answers is written down in API.md. */
#ifndef DOCFINCH_SERVER_API_HANDLERS_H
#define DOCFINCH_SERVER_API_HANDLERS_H

#include "server/http/route.h"

route_handler catalog_handle_docsets;
route_handler catalog_handle_meta;
route_handler docs_handle;
route_handler entry_handle;
route_handler entry_handle_page;
route_handler operator_handle_metrics;
route_handler operator_handle_unanswered;
route_handler pages_handle_asset;
route_handler pages_handle_robots;
route_handler pages_handle_home;
route_handler pages_handle_manifest;
route_handler pages_handle_opensearch;
route_handler pages_handle_widget;
route_handler search_handle_json;
route_handler search_handle_page;
route_handler search_handle_suggestions;
route_handler status_handle_health;
route_handler status_handle_readiness;

#endif
