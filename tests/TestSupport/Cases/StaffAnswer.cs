using System.Text.Json.Nodes;
using CaseManager.TestSupport.Sealing;

namespace CaseManager.TestSupport.Cases;

/// <summary>Reads what the staff API answers.</summary>
public static class StaffAnswer
{
    public static async Task<ApiAnswer> ReadAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync(cancel);
            return new ApiAnswer((int)answer.StatusCode, text.Length == 0 ? [] : (JsonObject)JsonNode.Parse(text)!, answer.Headers);
        }
    }
}
