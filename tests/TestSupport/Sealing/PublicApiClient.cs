using System.Buffers.Text;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CaseManager.Core.Reports;

namespace CaseManager.TestSupport.Sealing;

/// <summary>Talks to the public API as the survivor's page does.</summary>
public sealed class PublicApiClient(HttpClient http)
{
    /// <summary>Asks for a challenge over these bytes and solves it.</summary>
    public async Task<Proof> SolveAsync(byte[] body, CancellationToken cancel)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(body));
        using var answer = await http.PostAsJsonAsync("/api/challenges", new { bodyHash = hash }, cancel);
        answer.EnsureSuccessStatusCode();
        var json = (await answer.Content.ReadFromJsonAsync<JsonObject>(cancel))!;
        var challenge = Base64Url.DecodeFromChars((string)json["challenge"]!);
        var nonce = 0UL;
        while (Challenge.ZeroBits(challenge, nonce) < (int)json["difficulty"]!)
        {
            nonce++;
        }

        return new Proof(challenge, nonce);
    }

    /// <summary>Posts with a proof made for exactly these bytes.</summary>
    public async Task<ApiAnswer> PostWithProofAsync(string path, JsonNode body, CancellationToken cancel)
    {
        var bytes = Encoding.UTF8.GetBytes(body.ToJsonString());
        return await PostAsync(path, bytes, await SolveAsync(bytes, cancel), null, cancel);
    }

    /// <summary>Posts with her receipt.</summary>
    public Task<ApiAnswer> PostWithReceiptAsync(string path, JsonNode body, string receipt, CancellationToken cancel) =>
        PostAsync(path, Encoding.UTF8.GetBytes(body.ToJsonString()), null, receipt, cancel);

    public async Task<ApiAnswer> PostAsync(string path, byte[] body, Proof? proof, string? receipt, CancellationToken cancel)
    {
        using var request = Request(HttpMethod.Post, path, receipt);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new("application/json");
        if (proof is not null)
        {
            request.Headers.Add("Proof-Challenge", Base64Url.EncodeToString(proof.Challenge));
            request.Headers.Add("Proof-Nonce", proof.Nonce.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        return await SendAsync(request, cancel);
    }

    public async Task<ApiAnswer> PutAsync(string path, JsonNode body, string receipt, CancellationToken cancel)
    {
        using var request = Request(HttpMethod.Put, path, receipt);
        request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        return await SendAsync(request, cancel);
    }

    public async Task<ApiAnswer> PutBytesAsync(string path, byte[] bytes, string receipt, CancellationToken cancel)
    {
        using var request = Request(HttpMethod.Put, path, receipt);
        request.Content = new ByteArrayContent(bytes);
        request.Content.Headers.ContentType = new("application/octet-stream");
        return await SendAsync(request, cancel);
    }

    public async Task<ApiAnswer> DeleteAsync(string path, JsonNode body, string receipt, CancellationToken cancel)
    {
        using var request = Request(HttpMethod.Delete, path, receipt);
        request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        return await SendAsync(request, cancel);
    }

    public async Task<ApiAnswer> GetAsync(string path, string? receipt, CancellationToken cancel)
    {
        using var request = Request(HttpMethod.Get, path, receipt);
        return await SendAsync(request, cancel);
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, string? receipt)
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (receipt is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", receipt);
        }

        return request;
    }

    private async Task<ApiAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        using var answer = await http.SendAsync(request, cancel);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        return new ApiAnswer((int)answer.StatusCode, text.Length == 0 ? [] : (JsonObject)JsonNode.Parse(text)!, answer.Headers);
    }
}

/// <summary>What came back.</summary>
public sealed record ApiAnswer(int Status, JsonObject Json, System.Net.Http.Headers.HttpResponseHeaders Headers)
{
    /// <summary>Code of a refusal.</summary>
    public string? Code => (string?)Json["code"];
}
