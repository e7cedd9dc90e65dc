// Two accounts: one for the Functions host (its locks and the app's package), one for the cases, so that neither role reaches both.
// Functions.Tests/Startup compares the tables with the names in the code.

param hostName string
param dataName string
param location string
param tags object

@description('Whether it answers only in the network of its own.')
param isPrivate bool

@description('Such as Standard_LRS, Standard_ZRS or Standard_GZRS.')
param dataSku string

var tables = [
  'cases'
  'alarms'
  'views'
  'customers'
  'budgets'
  'policies'
  'parked'
]

var packages = 'packages'

resource host 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: hostName
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: 'Standard_LRS'
  }
  properties: {
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
  }
}

resource hostBlobs 'Microsoft.Storage/storageAccounts/blobServices@2023-05-01' = {
  parent: host
  name: 'default'
}

resource hostPackages 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = {
  parent: hostBlobs
  name: packages
  properties: {
    publicAccess: 'None'
  }
}

resource data 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: dataName
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: dataSku
  }
  properties: {
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
  }
}

resource dataTables 'Microsoft.Storage/storageAccounts/tableServices@2023-05-01' = {
  parent: data
  name: 'default'
}

resource dataTable 'Microsoft.Storage/storageAccounts/tableServices/tables@2023-05-01' = [for table in tables: {
  parent: dataTables
  name: table
}]

output hostId string = host.id
output dataId string = data.id
output hostName string = host.name
output dataName string = data.name
output packagesUrl string = '${host.properties.primaryEndpoints.blob}${packages}'
output tableEndpoint string = data.properties.primaryEndpoints.table
