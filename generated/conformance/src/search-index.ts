import type { SearchIndexData } from "./runtime/search/search-index.ts";

/** What `search_tools` searches: made from the tools, read as a whole at the start. */
export const searchIndex: SearchIndexData = {
  tools: [
    "create_note|c|0||creat not|writ not|not|not|rul|text star|writ not|text star remember not id",
    "delete_note|d|1||delet not|forget not|not|not|rul|id|forget not|id",
    "json_schema_2020_12_tool|a|0||json schema 2020 12 tool|argument say may combin|contact|contact|fixtur|nam address contact method phon email|argument say may combin|body nam address contact method phon email street city",
    "list_numbers|l|0||list number|list|number|number|rul|select|list answer root object|select jme path",
    "replace_note|u|1||replac not|rewrit not|not|not|rul|id text star|rewrit not|id text star not",
    "test_audio_content|l|0||test audio content|record|record|record|fixtur||record|",
    "test_embedded_resource|l|0||test embed resourc|leaflet|leaflet|leaflet|fixtur||leaflet document neither text imag audio|",
    "test_error_handling|l|0||test error handl|operation alway fail|failur|failur|fixtur||operation alway fail|",
    "test_image_content|l|0||test imag content|pictur|pictur|pictur|fixtur||pictur|",
    "test_input_required_result_elicitation|a|0||test input requir result elicitation|agre|agreement|agreement|fixtur||agre writ argument server ask user|",
    "test_input_required_result_tampered_state|a|0||test input requir result tamper stat|seal|seal|seal|fixtur||seal another writ argument|",
    "test_logging_tool|l|0||test log tool|call client hear log messag ask|diary|diary|fixtur||call client hear log messag ask|",
    "test_multiple_content_types|l|0||test multipl content typ|text pictur data|album|album|fixtur||text pictur data|",
    "test_simple_text|l|0||test simpl text|lin text|greet|greet|fixtur||lin text|",
    "test_streaming_elicitation|l|0||test stream elicitation|call server send request|survey|survey|fixtur||call server send request|",
    "test_x_mcp_header|r|1||test x mcp header|argument document mirror header|region|region|fixtur|region|argument document mirror header x mcp word insid tool schema open api bring server compar|region",
    "wait_for_ever|l|0||wait|answer com|wait|wait|rul||answer com|",
  ],
  finders: [],
};
